/**
 * @file Which events count. An undo takes back an act, all acts of a batch, or an earlier undo: what that one took back
 * then counts again (a redo). What two lines took back counts again once both are taken back. An undo of what is not
 * there changes nothing, until a merge brings it. The order of lines does not matter; only of two undos the later one
 * (the greater id) takes back the earlier, so that a circle that somebody wrote by hand has one meaning, too.
 */
import type { ActEvent, DecisionEvent, UndoEvent } from './decision-event.ts';

export interface StandingEvents {
  /** In the order of their ids. */
  readonly acts: readonly ActEvent[];
  readonly undos: readonly UndoEvent[];
}

/** @param events of one reviewer, in the order of their ids */
export function standingEvents(events: readonly DecisionEvent[]): StandingEvents {
  const undone = new Set<string>();
  const undos: UndoEvent[] = [];
  for (const event of events.toReversed()) {
    if (event.op !== 'undo' || undone.has(event.id)) continue;
    undone.add(event.of);
    undos.push(event);
  }
  const acts = events.filter((event): event is ActEvent => {
    return event.op !== 'undo' && !undone.has(event.id) && !undone.has(event.batch ?? '');
  });
  return { acts, undos: undos.reverse() };
}

/** What an undo would take back: the id of the last act that stands, or of its batch. */
export function lastStep(events: readonly DecisionEvent[]): string | undefined {
  const last = standingEvents(events).acts.at(-1);
  return last && (last.batch ?? last.id);
}

/**
 * What a redo would take back: of the step that was taken back last, every undo that stands. Empty once anything was
 * decided after it, as in editors.
 */
export function lastUndos(events: readonly DecisionEvent[]): readonly UndoEvent[] {
  const isUndo = new Set(events.flatMap((event) => (event.op === 'undo' ? event.id : [])));
  const undos = standingEvents(events).undos.filter(({ of }) => !isUndo.has(of));
  const lastAct = events.findLast(({ op }) => op !== 'undo');
  const last = undos.at(-1);
  if (last === undefined || lastAct === undefined || lastAct.id > last.id) return [];
  return undos.filter(({ of }) => of === last.of);
}

/** The acts that a step is made of, standing or not. @param of the id of an act or of a batch */
export function actsOf(events: readonly DecisionEvent[], of: string): readonly ActEvent[] {
  return events.filter((event): event is ActEvent => event.op !== 'undo' && (event.id === of || event.batch === of));
}
