/** @file The queue as it is told to those who watch it: whole, and not more often than anybody can look. */
import type { QueueSnapshot } from '../../../protocol/runs.ts';
import type { RunQueue } from './run-queue.ts';

/** Milliseconds between two reports. */
const PACE = 100;

/** Calls back once, later. @returns what calls that off */
export type Later = (call: () => void) => () => void;

const atPace: Later = (call) => {
  const timer = setTimeout(call, PACE);
  return () => clearTimeout(timer);
};

/**
 * Reports at once and after changes, the last of which is never left out. Resolves when it is cancelled.
 * @param later when the next report may follow
 */
export async function watchQueue(
  queue: Pick<RunQueue, 'snapshot' | 'onDidChange'>,
  report: (snapshot: QueueSnapshot) => void,
  signal: AbortSignal,
  later: Later = atPace,
): Promise<void> {
  if (signal.aborted) return;
  let callOff: (() => void) | undefined;
  let hasChanged = false;
  const tell = () => {
    hasChanged = false;
    report(queue.snapshot);
    callOff = later(() => {
      callOff = undefined;
      if (hasChanged) tell();
    });
  };
  const stop = queue.onDidChange(() => {
    hasChanged = true;
    if (callOff === undefined) tell();
  });
  tell();
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  stop();
  callOff?.();
}
