/** @file The queue as it is told to those who watch it: whole, and not more often than anybody can look. */
import type { QueueSnapshot } from '../../protocol/runs.ts';
import type { RunQueue } from './run-queue.ts';

/** Milliseconds between two reports. */
export const PACE = 100;

/** Reports at once and after changes, the last of which is never left out. Resolves when it is cancelled. */
export async function watchQueue(
  queue: Pick<RunQueue, 'snapshot' | 'onDidChange'>,
  report: (snapshot: QueueSnapshot) => void,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  let timer: NodeJS.Timeout | undefined;
  let hasChanged = false;
  const tell = () => {
    hasChanged = false;
    report(queue.snapshot);
    timer = setTimeout(() => {
      timer = undefined;
      if (hasChanged) tell();
    }, PACE);
  };
  const stop = queue.onDidChange(() => {
    hasChanged = true;
    if (timer === undefined) tell();
  });
  tell();
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  stop();
  clearTimeout(timer);
}
