/** @file The point between two pieces of work at which a paused queue stops. */
import { throwIfCancelled } from '../../runtime/sessions/cancellation.ts';
import type { RunQueue } from './run-queue.ts';

export interface Pause<Progress> {
  /** What is told when the pause takes effect, and when it is over. */
  readonly report: (isPaused: boolean) => Progress;
  /** Called before it is told: whatever was begun is to be finished. */
  readonly settle?: () => Promise<void>;
  /** @param milliseconds how long nothing was done */
  readonly rested?: (milliseconds: number) => void;
}

/** Passes at once while the queue is not paused. @throws Failure `cancelled` */
export async function* whilePaused<Progress>(
  queue: Pick<RunQueue, 'isPaused' | 'untilResumed'>,
  signal: AbortSignal,
  { report, settle, rested }: Pause<Progress>,
): AsyncGenerator<Progress, void> {
  throwIfCancelled(signal);
  if (!queue.isPaused) return;
  await settle?.();
  yield report(true);
  const began = performance.now();
  await queue.untilResumed(signal);
  rested?.(performance.now() - began);
  yield report(false);
}
