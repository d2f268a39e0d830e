/** @file One image of a set, drawn or real, with all that is known of it, and as the fields that conditions speak of. */
import path from 'node:path';
import type { FieldRecord } from '../../../language/conditions/condition.ts';
import type { CellPlan, ImagePlan, RecipePlan } from '../../../language/plan/plan.ts';
import type { ImageScore, RecipeScores } from '../../../protocol/scores.ts';
import type { PictureFacts } from '../../store/pictures/picture-facts.ts';
import type { PictureFile } from '../decisions/decide-images.ts';
import type { TeamDecision } from '../decisions/fold-team.ts';

export interface Sample extends PictureFile {
  /** The recipe that drew it, or its data set. */
  readonly from: string;
  /** The class it was drawn as, or the label of a real image; absent of one about no class. */
  readonly class?: string;
  /** Absent of a real image. */
  readonly drawing?: Drawing;
  /** Absent when it was not scored. */
  readonly score?: Omit<ImageScore, 'agrees'>;
  /** The class that the judge finds likeliest. */
  readonly predicted?: string;
  /** Absent when nobody decided. */
  readonly decision?: TeamDecision;
  /** What its pixels say; absent where nobody asked. */
  readonly facts?: PictureFacts;
  /** Absolute path of the earlier image that it nearly repeats; absent where it repeats none, or nobody asked. */
  readonly duplicateOf?: string;
}

export interface Drawing {
  readonly image: ImagePlan;
  readonly settings: CellPlan['settings'];
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
    from: recipe.name,
    drawing: { image, settings: cell.settings },
    ...(rowClass !== undefined && { class: rowClass }),
    ...(score !== null && { score }),
    ...(predicted !== undefined && { predicted }),
  };
}

/** What it shows: what reviewers named, else what it was drawn as or labelled. */
export function classOf({ decision, class: own }: Pick<Sample, 'decision' | 'class'>): string | undefined {
  return decision?.label ?? own;
}

/** As `src/language/conditions/fields.ts` names them; what is not known is undefined. */
export function recordOf(sample: Sample, workspace: string): FieldRecord {
  return {
    class: sample.class,
    recipe: sample.from,
    file: fileFrom(workspace, sample.file),
    ...judgedFields(sample),
    ...drawnFields(sample),
    ...pictureFields(sample, workspace),
    ...decidedFields(sample),
  };
}

function judgedFields({ score, predicted }: Sample): FieldRecord {
  const judged = predicted === undefined ? undefined : score;
  return {
    score: score?.score ?? undefined,
    margin: judged?.margin,
    confidence: judged?.confidence,
    predicted,
  };
}

function drawnFields({ drawing, facts }: Sample): FieldRecord {
  const size = drawing?.settings ?? facts;
  return {
    prompt: drawing?.image.prompt,
    negative: drawing?.image.negative,
    seed: drawing?.image.seed,
    steps: drawing?.settings.steps,
    guidance: drawing?.settings.guidance,
    scheduler: drawing?.settings.scheduler,
    size: size && `${size.width}x${size.height}`,
  };
}

function pictureFields({ facts, duplicateOf }: Sample, workspace: string): FieldRecord {
  return {
    brightness: facts?.brightness,
    contrast: facts?.contrast,
    sharpness: facts?.sharpness,
    'duplicate-of': duplicateOf === undefined ? undefined : fileFrom(workspace, duplicateOf),
  };
}

function decidedFields({ decision }: Sample): FieldRecord {
  return {
    decision: decision?.state ?? 'undecided',
    reviewer: decision?.reviewer,
    reason: decision === undefined || decision.why.length === 0 ? undefined : decision.why.join(', '),
    rating: decision?.rating,
    tag: decision === undefined || decision.tags.length === 0 ? undefined : decision.tags,
    split: decision?.split,
    label: decision?.label,
  };
}

function fileFrom(workspace: string, file: string): string {
  return path.relative(workspace, file).split(path.sep).join('/');
}
