/** @file Events → what stands: of each image the last word, less what was undone. */

import type { SplitName } from '../../../protocol/decisions.ts';
import { type DecisionChange, decidedBy, type ImageDecision, undecided } from '../../../protocol/decisions.ts';
import type { ActEvent, DecisionEvent } from './decision-event.ts';
import { digestIn } from './named-digest.ts';
import { standingEvents } from './standing-events.ts';

/** What stands of an image by one reviewer; members are absent when nothing was said. */
export interface ReviewerDecision extends ImageDecision {
  /** The class that it shows instead. */
  readonly label?: string;
  /** From 1 to 5. */
  readonly rating?: number;
  /** In the order of letters. */
  readonly tags?: readonly string[];
  readonly split?: SplitName;
  /** Hex digests of the pixels of images that it is no duplicate of, sorted. */
  readonly distinct?: readonly string[];
  /** Why it was kept, rejected or put back. */
  readonly why?: readonly string[];
  readonly note?: string;
  /** Whole milliseconds that the image was looked at before it was kept, rejected or put back. */
  readonly ms?: number;
  /** The id of the event that decided last between kept, rejected and undecided. */
  readonly decided?: string;
}

/**
 * What stands of every image that a reviewer ever decided on.
 * @param events of one reviewer, in the order of their ids
 * @param nameOf what images are known by: the digests of their files unless told otherwise
 */
export function foldDecisions(
  events: readonly DecisionEvent[],
  nameOf: (event: ActEvent) => string = ({ image }) => image,
): ReadonlyMap<string, ReviewerDecision> {
  const decisions = new Map<string, ReviewerDecision>();
  for (const event of standingEvents(events).acts) {
    const name = nameOf(event);
    decisions.set(name, decisionAfter(decisions.get(name) ?? undecided, event));
  }
  return decisions;
}

/** What stands once a further act is added. */
export function decisionAfter(decision: ReviewerDecision, event: ActEvent): ReviewerDecision {
  // The table is keyed by the very op it is read with.
  return (effects[event.op] as Effect<DecisionChange['op']>)(decision, event as never);
}

type Effect<O extends DecisionChange['op']> = (
  decision: ReviewerDecision,
  event: ActEvent & { readonly op: O },
) => ReviewerDecision;

/** A new verdict comes with reasons and a time of its own. */
const verdict: Effect<'accept' | 'reject' | 'undecide'> = (
  { why: _why, ms: _ms, ...decision },
  { op, id, why, note, ms },
) => ({
  ...decidedOn(decision, op),
  decided: id,
  ...(why && { why }),
  ...(note !== undefined && { note }),
  ...(ms !== undefined && { ms }),
});

const flag: Effect<'flag' | 'unflag'> = (decision, { op }) => decidedOn(decision, op);

function decidedOn(decision: ReviewerDecision, op: Parameters<typeof decidedBy>[1]): ReviewerDecision {
  return { ...decision, ...decidedBy(decision, op) };
}

const effects: { readonly [O in DecisionChange['op']]: Effect<O> } = {
  accept: verdict,
  reject: verdict,
  undecide: verdict,
  flag,
  unflag: flag,
  relabel: (decision, { to }) => ({ ...decision, label: to }),
  rate: ({ rating: _, ...decision }, { to }) => ({ ...decision, ...(to > 0 && { rating: to }) }),
  tag: (decision, { to }) => tagged(decision, [...new Set([...(decision.tags ?? []), to])]),
  untag: (decision, { to }) =>
    tagged(
      decision,
      (decision.tags ?? []).filter((tag) => tag !== to),
    ),
  split: (decision, { to }) => ({ ...decision, split: to }),
  distinct: (decision, { to }) => ({
    ...decision,
    distinct: [...new Set([...(decision.distinct ?? []), digestIn(to) ?? to])].sort(),
  }),
  note: ({ note: _, ...decision }, { note }) => ({ ...decision, ...(note !== undefined && { note }) }),
};

function tagged({ tags: _, ...decision }: ReviewerDecision, tags: readonly string[]): ReviewerDecision {
  return { ...decision, ...(tags.length > 0 && { tags: [...tags].sort() }) };
}
