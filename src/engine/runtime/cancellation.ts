/** @file Stopping long work between two native calls. */
import { setImmediate } from 'node:timers/promises';
import { Failure } from '../../protocol/failure.ts';

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
