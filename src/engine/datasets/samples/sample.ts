/** @file One drawn image with all that is known of it, and as the fields that conditions speak of. */
import path from 'node:path';
import type { FieldRecord } from '../../../language/conditions/condition.ts';
import type { CellPlan, ImagePlan, RecipePlan } from '../../../language/plan/plan.ts';
import type { ImageScore, RecipeScores } from '../../../protocol/scores.ts';
import type { PictureFile } from '../decisions/decide-images.ts';
import type { TeamDecision } from '../decisions/fold-team.ts';

export interface Sample extends PictureFile {
  readonly key: string;
  readonly recipe: string;
  /** The class it was drawn as; absent of a recipe about no class. */
  readonly class?: string;
  readonly image: ImagePlan;
  readonly settings: CellPlan['settings'];
  /** Absent when it was not scored. */
  readonly score?: ImageScore;
  /** The class that the judge finds likeliest. */
  readonly predicted?: string;
  /** Absent when nobody decided. */
  readonly decision?: TeamDecision;
}

/** Of a drawn image of a recipe. @param score of this image, of `scores` */
export function sampleOf(
  recipe: RecipePlan,
  cell: CellPlan,
  image: ImagePlan,
  { file, hash }: PictureFile,
  scores: RecipeScores | null,
  score: ImageScore | null,
): Sample {
  const rowClass = recipe.rows[cell.row]?.class;
  const predicted = score === null ? undefined : scores?.classes[score.predicted];
  return {
    key: image.key,
    file,
    hash,
    recipe: recipe.name,
    image,
    settings: cell.settings,
    ...(rowClass !== undefined && { class: rowClass }),
    ...(score !== null && { score }),
    ...(predicted !== undefined && { predicted }),
  };
}

/** As `src/language/conditions/fields.ts` names them; what is not known is undefined. */
export function recordOf(sample: Sample, workspace: string): FieldRecord {
  const { image, settings, score, decision } = sample;
  const isJudged = score !== undefined && sample.predicted !== undefined;
  return {
    score: score?.score ?? undefined,
    margin: isJudged ? score.margin : undefined,
    confidence: isJudged ? score.confidence : undefined,
    predicted: sample.predicted,
    class: sample.class,
    prompt: image.prompt,
    negative: image.negative,
    seed: image.seed,
    steps: settings.steps,
    guidance: settings.guidance,
    scheduler: settings.scheduler,
    size: `${settings.width}x${settings.height}`,
    recipe: sample.recipe,
    file: path.relative(workspace, sample.file).split(path.sep).join('/'),
    decision: decision?.state ?? 'undecided',
    reviewer: decision?.reviewer,
    reason: decision === undefined || decision.why.length === 0 ? undefined : decision.why.join(', '),
  };
}

/** Fields of conditions that this version does not measure. */
export const unmeasured: ReadonlySet<string> = new Set(['duplicate-of', 'brightness', 'contrast', 'sharpness']);
