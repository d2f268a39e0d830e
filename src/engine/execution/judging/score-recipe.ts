/** @file What a recipe's judge thinks of its images, as far as they are drawn. */
import type { JudgingPlan, RecipePlan } from '../../../language/plan/plan.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { Failure } from '../../../protocol/failure.ts';
import type { ImageScore, RecipeScores } from '../../../protocol/scores.ts';
import type { ModelIdentity } from '../../store/digests/model-identity.ts';
import { ScoreCache } from '../../store/judged/score-cache.ts';
import { lookUpRecipe } from '../drawing/draw-recipe.ts';
import type { Workshop } from '../workshop.ts';
import { judgingRun } from './judging-run.ts';
import { plainPrompt } from './own-prompts.ts';
import { type DrawnFile, scoreImages } from './score-images.ts';

/**
 * Scores what is drawn and was never scored by this judge and these classes.
 * @throws Failure of models and store, `plan-invalid` for a recipe without a judge, `prompt-too-long` of a class's
 * prompt, `cancelled`; what was embedded until then is remembered
 */
export async function* scoreRecipe(
  workshop: Workshop,
  recipe: RecipePlan,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, RecipeScores> {
  const judging = requireJudging(recipe);
  const images = await drawnImages(workshop, recipe, judging);
  const { result, identity, notes } = yield* judgingRun(workshop, judging.model, signal, async function* (open) {
    const scores = await ScoreCache.open(workshop.files, open.identity, judging);
    const missing = images.flat().flatMap((image) => (image && scores.get(image) === undefined ? [image] : []));
    yield* scoreImages(open, scores, { name: recipe.name, classes: judging.classes, images: missing }, signal);
    return scores;
  });
  const found = recipeScores(recipe, judging, identity, { images, scores: result });
  return { ...found, ...(notes.size > 0 && { notes: [...notes] }) };
}

/** Opens no session and reads no image; null when nothing is known, or the recipe names no judge. */
export async function lookUpScores(workshop: Workshop, recipe: RecipePlan): Promise<RecipeScores | null> {
  const { judging } = recipe;
  if (judging === undefined) return null;
  const [{ identity }, images] = await Promise.all([
    workshop.requestOf(judging.model).then((request) => workshop.models.describe('judge', request)),
    drawnImages(workshop, recipe, judging),
  ]);
  const scores = await ScoreCache.open(workshop.files, identity, judging);
  const found = recipeScores(recipe, judging, identity, { images, scores });
  return found.cells.some((cell) => cell.some((score) => score !== null)) ? found : null;
}

function requireJudging({ name, judging }: RecipePlan): JudgingPlan {
  if (judging !== undefined) return judging;
  throw new Failure('plan-invalid', `The recipe \`${name}\` has no judge to be scored by; declare one, or classes.`);
}

/** Cell by cell in the plan's order; undefined of an image that is not drawn. */
type DrawnCells = readonly (readonly (DrawnFile | undefined)[])[];

async function drawnImages(workshop: Workshop, recipe: RecipePlan, { classes }: JudgingPlan): Promise<DrawnCells> {
  const drawn = await lookUpRecipe(workshop, recipe);
  return recipe.cells.map(({ row, images }, c) => {
    const actual = classes.findIndex(({ name }) => name === recipe.rows[row]?.class);
    return images.map((plan, i) => {
      const { file, hash } = drawn.cells[c]?.[i] ?? {};
      return file === undefined || hash === undefined ? undefined : { file, hash, words: plainPrompt(plan), actual };
    });
  });
}

function recipeScores(
  { name, cells }: RecipePlan,
  { model, classes }: JudgingPlan,
  { digest }: ModelIdentity,
  { images, scores }: { readonly images: DrawnCells; readonly scores: ScoreCache },
): RecipeScores {
  const names = classes.map((one) => one.name);
  const scoreOf = (image: DrawnFile | undefined): ImageScore | null => {
    if (image === undefined) return null;
    const kept = scores.get(image);
    if (kept === undefined) return null;
    return { ...kept, agrees: image.actual < 0 || kept.predicted < 0 ? null : kept.predicted === image.actual };
  };
  return {
    recipe: name,
    judge: { spec: model.spec, digest },
    classes: names,
    cells: cells.map((_, c) => (images[c] ?? []).map(scoreOf)),
  };
}
