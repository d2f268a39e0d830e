/** @file Stopping long work between two native calls. */
import { setImmediate } from 'node:timers/promises';
import { Failure } from '../../../protocol/failure.ts';

/** @throws Failure `cancelled` */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Failure('cancelled', 'Cancelled.');
}

/**
 * Lets waiting messages in, one of which may be the wish to cancel, then looks whether it was.
 * @throws Failure `cancelled`
 */
export async function letMessagesIn(signal: AbortSignal | undefined): Promise<void> {
  await setImmediate();
  throwIfCancelled(signal);
}

/**
 * Waits for work that cannot be stopped; it goes on when nobody waits any more.
 * @throws Failure `cancelled`, and as the work
 */
export async function unlessCancelled<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  let giveUp = () => {};
  const cancelled = new Promise<never>((_, reject) => {
    giveUp = () => reject(new Failure('cancelled', 'Cancelled.'));
    signal.addEventListener('abort', giveUp, { once: true });
    if (signal.aborted) giveUp();
  });
  try {
    return await Promise.race([work, cancelled]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}
