/** @file What people had drawn in place of images that they rejected, out of their decisions. */
import type { PlacedRedraw } from '../../../protocol/decisions.ts';
import type { DecisionEvent } from '../decisions/decision-event.ts';
import { readAllDecisions } from '../decisions/decision-log.ts';
import { standingEvents } from '../decisions/standing-events.ts';

/**
 * Redraws whose rejection was not undone, in the order in which they were asked for. That the rejected image is kept again
 * later takes none away.
 */
function standingRedraws(logs: ReadonlyMap<string, readonly DecisionEvent[]>): readonly PlacedRedraw[] {
  const acts = [...logs.values()].flatMap((events) => standingEvents(events).acts);
  return acts
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap(({ key, by, redraw }) => (key === undefined || redraw === undefined ? [] : { ...redraw, of: key, by }));
}

/**
 * Of everybody. Other decisions are not read: there may be a hundred thousand.
 * @param workspace absolute
 * @throws Failure as `readAllDecisions`
 */
export async function readRedraws(workspace: string): Promise<readonly PlacedRedraw[]> {
  return standingRedraws(await readAllDecisions(workspace, concernsRedraws));
}

function concernsRedraws(line: string): boolean {
  return line.includes('"redraw"') || line.includes('"undo"');
}
