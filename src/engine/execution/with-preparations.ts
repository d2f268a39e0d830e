/** @file The progress of a run, and between it what its models tell of themselves. */
import type { Preparation } from '../runtime/run-scope.ts';
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
  const told = new Told();
  await nativeNotes.open();
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
    await nativeNotes.close();
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
