/** @file What there is of one side: images, scores, a report; made first where that is wanted. */
import type { EvaluationPlan, JudgingPlan, RecipePlan } from '../../../language/plan/plan.ts';
import type { CompareEffort } from '../../../protocol/comparison.ts';
import type { DrawnRecipe, DrawProgress } from '../../../protocol/engine.ts';
import type { EvaluateProgress, EvaluationReport } from '../../../protocol/evaluation.ts';
import { Failure } from '../../../protocol/failure.ts';
import type { RecipeScores } from '../../../protocol/scores.ts';
import { digestOf } from '../../files/digest.ts';
import type { ComparisonDesk } from '../comparison-desk.ts';
import type { OpenSide } from './open-side.ts';
import type { RecipeState, SideState } from './side-state.ts';

export interface Survey {
  readonly desk: ComparisonDesk;
  readonly effort: CompareEffort;
  /** What drawn images of both sides are judged by: one yardstick for both. */
  readonly judging: JudgingPlan | undefined;
  readonly signal: AbortSignal;
}

type Surveying<Result> = AsyncGenerator<EvaluateProgress, Result>;

/** What fails on one side is noted, so that the other can still be looked at. @throws Failure `cancelled` */
export async function* surveySide(survey: Survey, side: OpenSide): Surveying<SideState> {
  const notes: string[] = [];
  const { label, run, evaluation } = side;
  const recipes: RecipeState[] = [];
  for (const recipe of recipesOf(side)) recipes.push(yield* surveyRecipe(survey, recipe, side.drawn, notes));
  const report = side.report ?? (evaluation && (yield* reportOf(survey, evaluation, recipes, notes)));
  return {
    label,
    ...(run !== undefined && { run }),
    recipes,
    ...(evaluation && { evaluation }),
    ...(report && { report }),
    notes: [...new Set(notes)].map((note) => `${label}: ${note}`),
  };
}

function recipesOf({ recipe, evaluation }: OpenSide): readonly RecipePlan[] {
  if (recipe) return [recipe];
  return (evaluation?.on ?? []).flatMap((source) => (source.kind === 'recipe' ? [source.recipe] : []));
}

async function* surveyRecipe(
  { desk, effort, judging, signal }: Survey,
  recipe: RecipePlan,
  known: DrawnRecipe | undefined,
  notes: string[],
): Surveying<RecipeState> {
  const drawn = known ?? (yield* noting(notes, drawnOf(desk, effort, recipe, signal)));
  if (!judging || !drawn || drawn.done === 0) return { recipe, ...(drawn && { drawn }) };
  const scores = yield* noting(notes, scoresOf(desk, effort, { ...recipe, judging }, signal));
  return { recipe, drawn, ...(scores && { scores }) };
}

async function* drawnOf(
  desk: ComparisonDesk,
  effort: CompareEffort,
  recipe: RecipePlan,
  signal: AbortSignal,
): Surveying<DrawnRecipe> {
  const cached = await desk.lookup(recipe);
  // Whatever is drawn is a run in the history: comparing what is there leaves none.
  if (effort !== 'draw' || cached.done === cached.total) return cached;
  return yield* mapped(desk.draw(recipe, signal), (progress) => drawingOf(recipe, progress));
}

async function* scoresOf(
  desk: ComparisonDesk,
  effort: CompareEffort,
  recipe: RecipePlan,
  signal: AbortSignal,
): Surveying<RecipeScores | undefined> {
  if (effort === 'cached') return (await desk.lookupScores(recipe)) ?? undefined;
  return yield* desk.score(recipe, signal);
}

async function* reportOf(
  { desk, effort, signal }: Survey,
  evaluation: EvaluationPlan,
  recipes: readonly RecipeState[],
  notes: string[],
): Surveying<EvaluationReport | undefined> {
  const whole = await desk.lastReport(evaluation);
  if (whole) return whole;
  const missing =
    effort === 'draw' ? [] : recipes.filter(({ drawn }) => drawn === undefined || drawn.done < drawn.total);
  const wanted = missing.length === 0 ? evaluation : without(evaluation, missing);
  const last = wanted && wanted !== evaluation ? await desk.lastReport(wanted) : null;
  const report =
    last ?? (effort !== 'cached' && wanted ? yield* noting(notes, desk.evaluate(wanted, signal)) : undefined);
  if (missing.length > 0 && (report || effort === 'judge')) {
    notes.push(`Images of ${namesOf(missing)} are not drawn, so they were not judged.`);
  }
  return report;
}

function namesOf(recipes: readonly RecipeState[]): string {
  return recipes.map(({ recipe }) => recipe.name).join(', ');
}

/**
 * Judging draws what is missing, so recipes of which something is are left out: another evaluation, with a report of its
 * own. Undefined when nothing remains.
 */
function without(evaluation: EvaluationPlan, missing: readonly RecipeState[]): EvaluationPlan | undefined {
  const names = new Set(missing.map(({ recipe }) => recipe.name));
  const on = evaluation.on.filter((source) => source.kind === 'data' || !names.has(source.recipe.name));
  if (on.length === 0) return undefined;
  const key = digestOf(`${evaluation.key}\nwithout\n${[...names].join('\n')}`);
  return { ...evaluation, key, on, statements: evaluation.statements.filter(isOfRealImages) };
}

function isOfRealImages({ metric }: EvaluationPlan['statements'][number]): boolean {
  return metric.name !== 'fidelity' && metric.name !== 'clip-score';
}

function drawingOf({ name }: RecipePlan, { stage, part, done, total, secondsLeft }: DrawProgress): EvaluateProgress {
  const more = { ...(part !== undefined && { part }), ...(secondsLeft !== undefined && { secondsLeft }) };
  return { stage, source: name, done, total, ...more };
}

async function* mapped<From, To, Result>(
  work: AsyncGenerator<From, Result>,
  map: (progress: From) => To,
): AsyncGenerator<To, Result> {
  try {
    for (;;) {
      const next = await work.next();
      if (next.done) return next.value;
      yield map(next.value);
    }
  } finally {
    await work.return(undefined as never); // Its result is not wanted any more.
  }
}

/** An expected failure of one side is a note; that somebody cancelled is not. */
async function* noting<Result>(notes: string[], work: Surveying<Result>): Surveying<Result | undefined> {
  try {
    return yield* work;
  } catch (error) {
    if (!Failure.is(error) || error.code === 'cancelled') throw error;
    notes.push(error.message);
    return undefined;
  }
}
