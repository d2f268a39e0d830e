/** @file A reviewer's events, each with what stood of its image before it. */
import { undecided } from '../../../protocol/decisions.ts';
import type { ActEvent, DecisionEvent, UndoEvent } from './decision-event.ts';
import { foldDecisions, type ReviewerDecision } from './fold-decisions.ts';
import { standingEvents } from './standing-events.ts';

export type RecordedEvent =
  | { readonly kind: 'act'; readonly event: ActEvent; readonly before: ReviewerDecision; readonly isUndone: boolean }
  /** `acts`: what the step that is taken back, or back again, is made of. */
  | {
      readonly kind: 'undo' | 'redo';
      readonly event: UndoEvent;
      readonly acts: readonly ActEvent[];
      readonly isUndone: boolean;
    };

/**
 * @param events of one reviewer, in the order of their ids
 * @param nameOf what images are known by
 */
export function decisionHistory(
  events: readonly DecisionEvent[],
  nameOf: (event: ActEvent) => string,
): readonly RecordedEvent[] {
  const standing = standingEvents(events);
  const counted = new Set<DecisionEvent>([...standing.acts, ...standing.undos]);
  const walk = new Walk(events, nameOf);
  return events.map((event) => {
    const isUndone = !counted.has(event);
    if (event.op !== 'undo') return { kind: 'act', event, before: walk.act(event), isUndone };
    const step = walk.undo(event);
    return { kind: step.isRedo ? 'redo' : 'undo', event, acts: step.acts, isUndone };
  });
}

/** The log as it stood after each of its lines. */
class Walk {
  readonly #nameOf: (event: ActEvent) => string;
  readonly #undos: ReadonlyMap<string, UndoEvent>;
  readonly #steps = new Map<string, ActEvent[]>();
  readonly #acts = new Map<string, ActEvent[]>();
  /** By what they take back: the undos that stand. */
  readonly #takers = new Map<string, Set<string>>();

  constructor(events: readonly DecisionEvent[], nameOf: (event: ActEvent) => string) {
    this.#nameOf = nameOf;
    this.#undos = new Map(events.flatMap((event) => (event.op === 'undo' ? [[event.id, event] as const] : [])));
    for (const event of events) if (event.op !== 'undo') this.#addToSteps(event);
  }

  /** What stood of its image before it. */
  act(event: ActEvent): ReviewerDecision {
    const name = this.#nameOf(event);
    const before = this.#acts.get(name) ?? [];
    const standing = before.filter((act) => !this.#isTaken(act.id) && !this.#isTaken(act.batch ?? ''));
    if (before.length === 0) this.#acts.set(name, [event]);
    else before.push(event);
    return foldDecisions(standing, () => name).get(name) ?? undecided;
  }

  undo(event: UndoEvent): { readonly isRedo: boolean; readonly acts: readonly ActEvent[] } {
    this.#take(event);
    let step: UndoEvent | undefined = event;
    let isRedo = false;
    // Of two undos the later takes back the earlier, so that this comes to an end.
    for (
      let next = this.#undos.get(step.of);
      next !== undefined && next.id < step.id;
      next = this.#undos.get(step.of)
    ) {
      step = next;
      isRedo = !isRedo;
    }
    return { isRedo, acts: this.#steps.get(step.of) ?? [] };
  }

  #take({ id, of }: UndoEvent): void {
    const target = this.#undos.get(of);
    if (target !== undefined && target.id >= id) return;
    const takers = this.#takers.get(of) ?? new Set();
    const wasTaken = takers.size > 0;
    this.#takers.set(of, takers.add(id));
    if (!wasTaken && target !== undefined) this.#release(target);
  }

  /** An undo that counts no more takes nothing back. */
  #release({ id, of }: UndoEvent): void {
    const takers = this.#takers.get(of);
    takers?.delete(id);
    const target = this.#undos.get(of);
    if (takers?.size === 0 && target !== undefined && target.id < id) this.#take(target);
  }

  #isTaken(id: string): boolean {
    return (this.#takers.get(id)?.size ?? 0) > 0;
  }

  #addToSteps(event: ActEvent): void {
    for (const name of event.batch === undefined ? [event.id] : [event.id, event.batch]) {
      const acts = this.#steps.get(name);
      if (acts) acts.push(event);
      else this.#steps.set(name, [event]);
    }
  }
}
