/**
 * @file Measures that take long are generators: they yield how far they are and return the result, and whoever asks no
 * further has cancelled them.
 */
import { setImmediate } from 'node:timers/promises';
import { Failure } from '../../../protocol/failure.ts';

export interface MeasureProgress {
  readonly done: number;
  readonly total: number;
}

export type Measuring<Result> = Generator<MeasureProgress, Result>;

/** Milliseconds that messages may have to wait. */
const LONGEST = 25;

/**
 * Runs it, and lets messages in now and then.
 * @throws Failure `cancelled`, and as the work
 */
export async function* inTurns<Result>(
  work: Measuring<Result>,
  signal: AbortSignal,
): AsyncGenerator<MeasureProgress, Result> {
  let last = Number.NEGATIVE_INFINITY;
  for (let step = work.next(); ; step = work.next()) {
    if (signal.aborted) throw new Failure('cancelled', 'Cancelled.');
    if (step.done) return step.value;
    if (performance.now() - last < LONGEST) continue;
    yield step.value;
    await setImmediate();
    last = performance.now();
  }
}

/** Runs it to its end at once. */
export function measured<Result>(work: Measuring<Result>): Result {
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
}
