/** @file Whether a decision says anything that its reviewer had not said before. */
import { type DecisionChange, decidedBy } from '../../../protocol/decisions.ts';
import type { ReviewerDecision } from './fold-decisions.ts';

/** A reason or a note that comes with it always is something new. */
export function saysMore(own: ReviewerDecision, change: DecisionChange): boolean {
  if (change.op !== 'note' && (change.why !== undefined || change.note !== undefined)) return true;
  // The table is keyed by the very op it is read with.
  return (news[change.op] as News<DecisionChange['op']>)(own, change as never);
}

type News<O extends DecisionChange['op']> = (
  own: ReviewerDecision,
  change: DecisionChange & { readonly op: O },
) => boolean;

const act: News<'accept' | 'reject' | 'undecide' | 'flag' | 'unflag'> = (own, { op }) => {
  const { state, isFlagged } = decidedBy(own, op);
  return state !== own.state || isFlagged !== own.isFlagged;
};

const news: { readonly [O in DecisionChange['op']]: News<O> } = {
  accept: act,
  reject: act,
  undecide: act,
  flag: act,
  unflag: act,
  relabel: ({ label }, { to }) => label !== to,
  rate: ({ rating = 0 }, { to }) => rating !== to,
  tag: ({ tags = [] }, { to }) => !tags.includes(to),
  untag: ({ tags = [] }, { to }) => tags.includes(to),
  split: ({ split }, { to }) => split !== to,
  distinct: ({ distinct = [] }, { to }) => !distinct.some((digest) => to.endsWith(digest)),
  note: (own, { note }) => own.note !== note,
};
