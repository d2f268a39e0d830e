/** @file Two states of a recipe or of an evaluation → what changed in words, in pixels, and for better or worse. */
import type { JudgingPlan, RecipePlan } from '../../language/plan/plan.ts';
import type { ComparedSide, CompareRequest, Comparison, PictureSet, WordChange } from '../../protocol/comparison.ts';
import type { EvaluateProgress } from '../../protocol/evaluation.ts';
import { Failure } from '../../protocol/failure.ts';
import type { ComparisonDesk } from './comparison-desk.ts';
import { matrixChange } from './measures/matrix-change.ts';
import { pictureMeasures } from './measures/picture-measures.ts';
import { commonSources, sourceMeasures } from './measures/source-measures.ts';
import { statementChanges } from './measures/statement-changes.ts';
import { pairPictures } from './pictures/pair-pictures.ts';
import { withDistances } from './pictures/pixel-distances.ts';
import { type OpenSide, openSide } from './sides/open-side.ts';
import type { SideState } from './sides/side-state.ts';
import { surveySide } from './sides/survey-side.ts';
import { changedEvaluation, changedPrompts, changedRecipeModel } from './words/changed-words.ts';

/**
 * Compares what there is; with `judge` what is drawn is judged first, with `draw` what is missing drawn.
 * @throws Failure `cancelled`; of runs that cannot be read; `plan-invalid` when the sides are of two kinds
 */
export async function* compare(
  desk: ComparisonDesk,
  { before, after, effort }: CompareRequest,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, Comparison> {
  const sides = [await openSide(desk, before), await openSide(desk, after)] as const;
  requireOneKind(...sides);
  const survey = { desk, effort, signal, judging: yardstick(...sides) };
  const old = yield* surveySide(survey, sides[0]);
  const young = yield* surveySide(survey, sides[1]);
  const pictures = await Promise.all(pairedRecipes(old, young).map((set) => withDistances(set, signal)));
  return comparisonOf(old, young, pictures);
}

function requireOneKind(before: OpenSide, after: OpenSide): void {
  if ((before.recipe === undefined) === (after.recipe === undefined)) return;
  throw new Failure('plan-invalid', 'One side draws and the other one judges; compare two runs of one declaration.');
}

/** The judge of the side after, whose words are the author's latest; of the side before where the other has none. */
function yardstick(before: OpenSide, { evaluation, recipe }: OpenSide): JudgingPlan | undefined {
  if (evaluation) return { model: evaluation.model, classes: evaluation.classes };
  return recipe?.judging ?? before.recipe?.judging;
}

/** By name; where both sides have a single recipe, it may have been renamed. */
function pairedRecipes(before: SideState, after: SideState): readonly PictureSet[] {
  if (before.recipes.length === 1 && after.recipes.length === 1) {
    return [pairPictures(before.recipes[0], after.recipes[0])];
  }
  const names = new Set([...after.recipes, ...before.recipes].map(({ recipe }) => recipe.name));
  const find = ({ recipes }: SideState, name: string) => recipes.find(({ recipe }) => recipe.name === name);
  return [...names].map((name) => pairPictures(find(before, name), find(after, name)));
}

function comparisonOf(before: SideState, after: SideState, pictures: readonly PictureSet[]): Comparison {
  const pairs = before.report && after.report ? commonSources(before.report, after.report) : [];
  const sources = pairs.map(([was, is]) => sourceMeasures(was, is));
  return {
    subject: subjectOf(after),
    before: sideOf(before),
    after: sideOf(after),
    words: changedIn(before, after, pictures),
    pictures,
    // Of drawn images that an evaluation judges, its own numbers say it.
    measures: after.evaluation ? sources.flatMap(({ measures }) => measures) : pictures.flatMap(pictureMeasures),
    matrices: pairs.map(([was, is]) => matrixChange(was, is)),
    statements: statementChanges(before.report, after.report),
    notes: [...before.notes, ...after.notes, ...notesOn(before, after), ...sources.flatMap(({ note }) => note ?? [])],
  };
}

function subjectOf({ evaluation, recipes }: SideState): Comparison['subject'] {
  if (evaluation) return { kind: 'evaluation', name: evaluation.name };
  return { kind: 'recipe', name: recipes[0]?.recipe.name ?? '' };
}

function sideOf({ label, run, recipes, evaluation, report }: SideState): ComparedSide {
  const planned = recipes.reduce((sum, { recipe }) => sum + imagesOf(recipe), 0);
  const drawn = recipes.reduce((sum, state) => sum + (state.drawn?.done ?? 0), 0);
  const isJudged = evaluation ? report !== undefined : recipes.some(({ scores }) => scores !== undefined);
  return { label, ...(run !== undefined && { run }), drawn, total: planned, isJudged };
}

function imagesOf({ cells }: RecipePlan): number {
  return cells.reduce((sum, { images }) => sum + images.length, 0);
}

function changedIn(before: SideState, after: SideState, pictures: readonly PictureSet[]): readonly WordChange[] {
  const models = after.recipes.flatMap(({ recipe }) =>
    changedRecipeModel(before.recipes.find((other) => other.recipe.name === recipe.name)?.recipe, recipe),
  );
  return [...changedEvaluation(before.evaluation, after.evaluation), ...models, ...pictures.flatMap(changedPrompts)];
}

function notesOn(before: SideState, after: SideState): readonly string[] {
  const [was, is] = [before.report?.model.digest, after.report?.model.digest];
  if (was === undefined || is === undefined || was === is) return [];
  return ['The two sides were judged by different models, so a difference may be of the judge, not of the words.'];
}
