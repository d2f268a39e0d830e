/** @file The progress of a run, and between it what its models tell of themselves. */
import { unlessCancelled } from '../runtime/sessions/cancellation.ts';
import type { Preparation } from '../runtime/sessions/run-scope.ts';
import type { ModelDescription, ModelKeeper } from './models/model-keeper.ts';
import type { Workshop } from './workshop.ts';

/**
 * Makes a run the one that models report to and stop for. What they tell comes before what blocks this thread.
 * @param progressOf how the run reports it; undefined when it is no news
 */
export async function* withPreparations<Progress, Result>(
  { models, nativeNotes }: Workshop,
  signal: AbortSignal,
  work: AsyncGenerator<Progress, Result>,
  progressOf: (preparation: Preparation) => Progress | undefined,
): AsyncGenerator<Progress, Result> {
  await nativeNotes.open();
  try {
    return yield* whileTold(models, signal, work, progressOf);
  } finally {
    await nativeNotes.close();
  }
}

/**
 * What a model is, for a run: where gigabytes are read for it, that is told, and whoever cancels need not wait.
 * @throws Failure as `ModelKeeper.describe`, `cancelled`
 */
export async function* describeForRun<Progress>(
  { models }: Pick<Workshop, 'models'>,
  [role, request]: Parameters<ModelKeeper['describe']>,
  signal: AbortSignal,
  progressOf: (preparation: Preparation) => Progress | undefined,
): AsyncGenerator<Progress, ModelDescription> {
  const describing: Steps<Progress, ModelDescription> = {
    next: async () => ({ done: true, value: await unlessCancelled(models.describe(role, request), signal) }),
    return: async () => {},
  };
  return yield* whileTold(models, signal, describing, progressOf);
}

/** What is needed of a generator. */
interface Steps<Progress, Result> {
  next(): Promise<IteratorResult<Progress, Result>>;
  return(result: never): Promise<unknown>;
}

async function* whileTold<Progress, Result>(
  models: ModelKeeper,
  signal: AbortSignal,
  work: Steps<Progress, Result>,
  progressOf: (preparation: Preparation) => Progress | undefined,
): AsyncGenerator<Progress, Result> {
  const told = new Told();
  const end = models.beginRun({ signal, tell: (preparation) => told.add(preparation) });
  try {
    let next = work.next();
    for (;;) {
      const step = await Promise.race([next, told.arrival()]);
      for (const preparation of told.take()) {
        const progress = progressOf(preparation);
        if (progress !== undefined) yield progress;
      }
      if (step === undefined) continue;
      if (step.done) return step.value;
      yield step.value;
      next = work.next();
    }
  } finally {
    end();
    await work.return(undefined as never); // Its result is not wanted any more.
  }
}

class Told {
  #waiting: Preparation[] = [];
  #onArrival: () => void = () => {};

  add(preparation: Preparation): void {
    this.#waiting.push(preparation);
    this.#onArrival();
  }

  arrival(): Promise<undefined> {
    return new Promise((resolve) => {
      this.#onArrival = () => resolve(undefined);
      if (this.#waiting.length > 0) resolve(undefined);
    });
  }

  take(): readonly Preparation[] {
    const taken = this.#waiting;
    this.#waiting = [];
    return taken;
  }
}
