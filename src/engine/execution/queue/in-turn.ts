/** @file Runs as they are asked for: each with a place in the queue, and a journal from when it is asked for on. */
import type { EvaluationPlan, RecipePlan } from '../../../language/plan/plan.ts';
import type { DrawnRecipe, DrawProgress } from '../../../protocol/engine.ts';
import type { EvaluateProgress, EvaluationReport } from '../../../protocol/evaluation.ts';
import { Failure } from '../../../protocol/failure.ts';
import type { RunId, RunSubject } from '../../../protocol/runs.ts';
import type { JudgedRun } from '../../runs/journal-line.ts';
import { type RunPlan, subjectOf } from '../../runs/run-history.ts';
import type { RunJournal } from '../../runs/run-journal.ts';
import { drawRecipeNow, lookUpRecipe } from '../drawing/draw-recipe.ts';
import { evaluateNow } from '../judging/evaluate.ts';
import type { Workshop } from '../workshop.ts';
import type { QueuePlace, QueueProgress } from './run-queue.ts';
import { whilePaused } from './while-paused.ts';

/**
 * Draws what is missing, in its turn. What is finished stays finished, however the run ends.
 * @param resumes the interrupted run that it goes on with
 * @throws Failure of models and store, `cancelled`; an image that alone cannot be drawn is `failed` instead
 */
export async function* drawInTurn(
  workshop: Workshop,
  recipe: RecipePlan,
  signal: AbortSignal,
  resumes?: RunId,
): AsyncGenerator<DrawProgress, DrawnRecipe> {
  return yield* inTurn(workshop, { kind: 'draw', recipe }, signal, {
    resumes,
    waiting: (place) => showQueued(workshop, recipe, place),
    work: (journal, given) => drawRecipeNow(workshop, recipe, journal, given),
    judged: async () => undefined,
  });
}

/**
 * Judges in its turn; missing images of its recipes are drawn first.
 * @param resumes the interrupted run that it goes on with
 * @throws Failure of models, data and store, `prompt-too-long`, `cancelled`
 */
export async function* evaluateInTurn(
  workshop: Workshop,
  evaluation: EvaluationPlan,
  signal: AbortSignal,
  resumes?: RunId,
): AsyncGenerator<EvaluateProgress, EvaluationReport> {
  return yield* inTurn(workshop, { kind: 'evaluate', evaluation }, signal, {
    resumes,
    waiting: () => showWaiting(workshop),
    work: (journal, given) => pausing(workshop, evaluateNow(workshop, evaluation, journal, given), given),
    judged: (report) => workshop.runs.keepReport(report),
  });
}

interface Turn<Progress, Result> {
  readonly resumes: RunId | undefined;
  /** What is told while others are at work. */
  readonly waiting: (place: QueuePlace) => AsyncGenerator<Progress, void>;
  readonly work: (journal: RunJournal, signal: AbortSignal) => AsyncGenerator<Progress, Result>;
  readonly judged: (result: Result) => Promise<JudgedRun | undefined>;
}

async function* inTurn<Progress extends QueueProgress, Result>(
  workshop: Workshop,
  plan: RunPlan,
  signal: AbortSignal,
  { resumes, waiting, work, judged }: Turn<Progress, Result>,
): AsyncGenerator<Progress, Result> {
  const subject: RunSubject = subjectOf(plan);
  const place = workshop.queue.join(signal, subject, { done: 0, total: 0 });
  const journal = await workshop.runs.begin(plan, resumes);
  try {
    if (place.isWaiting) yield* waiting(place);
    await place.turn();
    const result = yield* telling(place, work(journal, place.signal));
    await journal.end(await judged(result));
    return result;
  } catch (error) {
    await journal.endWith(error);
    throw error;
  } finally {
    // Nobody listens any more; of a run that has ended this says nothing.
    await journal.endWith(new Failure('cancelled', 'Cancelled.'));
    place.leave();
    void workshop.cache.keepWithin(); // Nobody waits for it, and it says itself what goes wrong.
  }
}

async function* telling<Progress extends QueueProgress, Result>(
  place: QueuePlace,
  work: AsyncGenerator<Progress, Result>,
): AsyncGenerator<Progress, Result> {
  try {
    for (;;) {
      const next = await work.next();
      if (next.done) return next.value;
      const { done, total, secondsLeft } = next.value;
      place.tell({ done, total, ...(secondsLeft !== undefined && { secondsLeft }) });
      yield next.value;
    }
  } finally {
    await work.return(undefined as never); // Its result is not wanted any more.
  }
}

/** What judges stops between two batches; what draws for it looks after itself. */
async function* pausing(
  { queue }: Workshop,
  work: AsyncGenerator<EvaluateProgress, EvaluationReport>,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, EvaluationReport> {
  try {
    for (;;) {
      const next = await work.next();
      if (next.done) return next.value;
      const { isPaused: _, ...progress } = next.value;
      yield next.value;
      if (progress.stage !== 'judging' && progress.stage !== 'reading') continue;
      yield* whilePaused(queue, signal, { report: (isPaused) => ({ ...progress, ...(isPaused && { isPaused }) }) });
    }
  } finally {
    await work.return(undefined as never); // Its result is not wanted any more.
  }
}

async function* showQueued(
  workshop: Workshop,
  recipe: RecipePlan,
  place: QueuePlace,
): AsyncGenerator<DrawProgress, void> {
  const { cells, done, total, estimate } = await lookUpRecipe(workshop, recipe);
  place.tell({ done, total, ...(estimate && { secondsLeft: estimate.seconds }) });
  const images = new Map(cells.flat().map((image) => [image.key, image]));
  const changed = [...images.values()].map((image) =>
    image.state === 'done' ? image : { key: image.key, state: 'queued' as const },
  );
  yield { stage: 'loading', done, total, changed, ...pausedIn(workshop) };
}

async function* showWaiting(workshop: Workshop): AsyncGenerator<EvaluateProgress, void> {
  yield { stage: 'loading', done: 0, total: 0, ...pausedIn(workshop) };
}

function pausedIn({ queue }: Workshop): { readonly isPaused?: true } {
  return queue.isPaused ? { isPaused: true } : {};
}
