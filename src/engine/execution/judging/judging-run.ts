/** @file A run of a judge: its turn, its model, what was embedded before, and what is to be said of it. */
import type { ModelPlan } from '../../../language/plan/plan.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import type { Judge } from '../../models/judge.ts';
import type { Preparation } from '../../runtime/sessions/run-scope.ts';
import { ImageDigests } from '../../store/digests/image-digests.ts';
import { embeddingSpace, type ModelIdentity } from '../../store/digests/model-identity.ts';
import { EmbeddingCache } from '../../store/judged/embedding-cache.ts';
import { describeForRun, withPreparations } from '../with-preparations.ts';
import type { ModelOfRun, Workshop } from '../workshop.ts';

/** A judge whose sessions open with its first use. */
export interface OpenJudge {
  readonly judge: Judge;
  /** Of its embeddings. */
  readonly cache: EmbeddingCache;
  /** Of images of data sets. */
  readonly digests: ImageDigests;
  readonly identity: ModelIdentity;
}

export type JudgingWork<Result> = (open: OpenJudge) => AsyncGenerator<EvaluateProgress, Result>;

export interface JudgingOutcome<Result> {
  readonly result: Result;
  readonly identity: ModelIdentity;
  /** What was done otherwise than asked, each in one sentence. */
  readonly notes: ReadonlySet<string>;
}

/**
 * Work with a judge alone, in its turn.
 * @throws Failure of models and store, `cancelled`
 */
export async function* judgingRun<Result>(
  workshop: Workshop,
  model: ModelPlan,
  signal: AbortSignal,
  work: JudgingWork<Result>,
): AsyncGenerator<EvaluateProgress, JudgingOutcome<Result>> {
  yield { stage: 'loading', done: 0, total: 0 };
  const leave = await workshop.queue.enter(signal);
  try {
    const request = await workshop.requestOf(model);
    const { identity } = yield* describeForRun(workshop, ['judge', request], signal, loadingOf);
    const notes = new Set(await workshop.notesOn(model, identity));
    const judging = withJudge(workshop, { request, identity }, signal, work);
    const result = yield* withPreparations(workshop, signal, judging, (told) => {
      if (told.kind === 'note') notes.add(told.note);
      return loadingOf(told);
    });
    return { result, identity, notes };
  } finally {
    leave();
  }
}

/** For a run whose turn it is and that knows its model. What went wrong closes the model. */
export async function* withJudge<Result>(
  workshop: Workshop,
  { request, identity }: ModelOfRun,
  signal: AbortSignal,
  work: JudgingWork<Result>,
): AsyncGenerator<EvaluateProgress, Result> {
  const lease = await workshop.models.lease('judge', request);
  let ended = false;
  try {
    const judge = lease.model;
    const cache = await EmbeddingCache.open(workshop.files, embeddingSpace(identity), judge.dimensions);
    const result = yield* work({ judge, cache, digests: new ImageDigests(workshop.files), identity });
    await cache.pack();
    ended = true;
    return result;
  } finally {
    await lease.release(!ended && !signal.aborted);
  }
}

/** Undefined of notes. */
export function loadingOf(told: Preparation): EvaluateProgress | undefined {
  if (told.kind === 'note') return undefined;
  return { stage: told.kind, done: 0, total: 0, ...('part' in told && { part: told.part }) };
}
