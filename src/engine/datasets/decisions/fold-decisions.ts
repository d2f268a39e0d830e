/** @file Events → what stands: of each image the last word, less what was undone. */
import { decidedBy, type ImageDecision, undecided } from '../../../protocol/decisions.ts';
import type { ActEvent, DecisionEvent } from './decision-event.ts';

/**
 * What stands of every image that a reviewer ever decided on, by the digest of its file.
 * @param events of one reviewer, in the order of their ids
 */
export function foldDecisions(events: readonly DecisionEvent[]): ReadonlyMap<string, ImageDecision> {
  const decisions = new Map<string, ImageDecision>();
  for (const { image, op } of standingActs(events)) {
    decisions.set(image, decidedBy(decisions.get(image) ?? undecided, op));
  }
  return decisions;
}

/** What an `undo` would take back: the id of the last event that stands, or of its batch. */
export function lastStep(events: readonly DecisionEvent[]): string | undefined {
  const last = standingActs(events).at(-1);
  return last && (last.batch ?? last.id);
}

/** An undo concerns what was there before it; that it is undone itself is not provided for: decide again. */
function standingActs(events: readonly DecisionEvent[]): readonly ActEvent[] {
  const undone = new Set(events.flatMap((event) => (event.op === 'undo' ? event.of : [])));
  return events.filter((event): event is ActEvent => {
    return event.op !== 'undo' && !undone.has(event.id) && !undone.has(event.batch ?? '');
  });
}
