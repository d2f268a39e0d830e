/** @file An evaluation → missing images drawn, all images judged, statements judged, a report. */
import type { EvaluationPlan, EvaluationSource } from '../../../language/plan/plan.ts';
import type { EvaluateProgress, EvaluationReport } from '../../../protocol/evaluation.ts';
import { Failure } from '../../../protocol/failure.ts';
import type { RunJournal } from '../../runs/run-journal.ts';
import { drawRecipeNow } from '../drawing/draw-recipe.ts';
import { describeForRun, withPreparations } from '../with-preparations.ts';
import type { Workshop } from '../workshop.ts';
import { dataImages, presentImages, recipeImages, type SourceImages } from './evaluation-images.ts';
import { fingerprintOf, reportOf, withPlacesOf } from './evaluation-report.ts';
import { judgeSources } from './judge-sources.ts';
import { loadingOf } from './judging-run.ts';

/**
 * The report of the last evaluation, if nothing that it was made of has changed. Opens no session. What cannot be found,
 * such as data that was moved away, has changed.
 */
export async function lastReport(workshop: Workshop, evaluation: EvaluationPlan): Promise<EvaluationReport | null> {
  try {
    return await findReport(workshop, evaluation);
  } catch (error) {
    if (Failure.is(error)) return null;
    throw error;
  }
}

async function findReport(workshop: Workshop, evaluation: EvaluationPlan): Promise<EvaluationReport | null> {
  const request = await workshop.requestOf(evaluation.model);
  const { identity } = await workshop.models.describe('judge', request);
  const sources = await presentImages(workshop, evaluation);
  if (sources === undefined) return null;
  const report = await workshop.reports.find(evaluation.key, fingerprintOf(identity, sources));
  return report === undefined ? null : withPlacesOf(report, evaluation, sources);
}

/** Judges, once it is its turn; missing images of its recipes are drawn first. See `evaluateInTurn`. */
export async function* evaluateNow(
  workshop: Workshop,
  evaluation: EvaluationPlan,
  journal: RunJournal,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, EvaluationReport> {
  yield { stage: 'loading', done: 0, total: 0 };
  const started = performance.now();
  const request = await workshop.requestOf(evaluation.model);
  const { identity } = yield* describeForRun(workshop, ['judge', request], signal, loadingOf);
  const sources: SourceImages[] = [];
  const notes = new Set(await workshop.notesOn(evaluation.model, identity));
  for (const source of evaluation.on) {
    const gathered = yield* gather(workshop, evaluation, source, journal, signal);
    sources.push(gathered.images);
    for (const note of gathered.notes) notes.add(note);
  }
  const judging = judgeSources(workshop, evaluation, { request, identity }, sources, signal);
  const reports = yield* withPreparations(workshop, signal, judging, (told) => {
    if (told.kind === 'note') notes.add(told.note);
    return loadingOf(told);
  });
  const report = reportOf(evaluation, identity, reports, { milliseconds: performance.now() - started, notes });
  await workshop.reports.keep(evaluation.key, fingerprintOf(identity, sources), report);
  return report;
}

interface Gathered {
  readonly images: SourceImages;
  /** Of drawing them. */
  readonly notes: readonly string[];
}

async function* gather(
  workshop: Workshop,
  evaluation: EvaluationPlan,
  source: EvaluationSource,
  journal: RunJournal,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, Gathered> {
  const classes = evaluation.classes.map(({ name }) => name);
  if (source.kind === 'data') {
    yield { stage: 'reading', source: source.data.name, done: 0, total: 0 };
    return { images: await dataImages(workshop, source, classes, signal), notes: [] };
  }
  const drawing = drawRecipeNow(workshop, source.recipe, journal, signal);
  try {
    for (;;) {
      const next = await drawing.next();
      if (next.done) {
        return { images: recipeImages(source.recipe, next.value, classes), notes: next.value.notes ?? [] };
      }
      const { stage, part, done, total, secondsLeft, isPaused } = next.value;
      const left = secondsLeft === undefined ? {} : { secondsLeft };
      yield {
        stage,
        source: source.recipe.name,
        done,
        total,
        ...(part !== undefined && { part }),
        ...left,
        ...(isPaused && { isPaused }),
      };
    }
  } finally {
    await drawing.return(undefined as never); // Its result is not wanted any more.
  }
}
