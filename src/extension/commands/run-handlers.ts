/** @file What the commands about the queue and about runs that were do. */
import type { RunActions } from '../runs/run-actions.ts';
import type { CommandId } from './command-table.ts';

type RunCommandId = Extract<CommandId, `vlprompt.queue.${string}` | `vlprompt.runs.${string}`>;

/** @param runs each command takes the row that it was chosen on; without one it does nothing */
export function runHandlers(runs: RunActions): {
  readonly [Id in RunCommandId]: (target: unknown) => Promise<void> | void;
} {
  const { history } = runs;
  return {
    'vlprompt.queue.pause': () => runs.pause(true),
    'vlprompt.queue.resume': () => runs.pause(false),
    'vlprompt.queue.cancelAll': () => runs.cancelAll(),
    'vlprompt.queue.cancel': (target) => runs.cancel(target),
    'vlprompt.queue.moveUp': (target) => runs.move(target, 'up'),
    'vlprompt.queue.moveDown': (target) => runs.move(target, 'down'),
    'vlprompt.queue.moveToTop': (target) => runs.move(target, 'top'),
    'vlprompt.runs.show': (target) => runs.show(target),
    'vlprompt.runs.reveal': (target) => runs.reveal(target),
    'vlprompt.runs.resume': (target) => runs.resume(target),
    'vlprompt.runs.note': (target) => runs.note(target),
    'vlprompt.runs.pin': (target) => runs.pin(target, true),
    'vlprompt.runs.unpin': (target) => runs.pin(target, false),
    'vlprompt.runs.setBaseline': (target) => runs.baseline(target, true),
    'vlprompt.runs.clearBaseline': (target) => runs.baseline(target, false),
    'vlprompt.runs.remove': (target) => runs.remove(target),
    'vlprompt.runs.refresh': () => history.refresh(),
    'vlprompt.runs.groupByFile': () => history.group('file'),
    'vlprompt.runs.groupByDay': () => history.group('day'),
    'vlprompt.runs.filter': (target) => runs.filter(target),
    'vlprompt.runs.clearFilter': () => history.filter(),
  };
}
