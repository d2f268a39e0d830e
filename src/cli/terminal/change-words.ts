/** @file What was done with images, in words. */
import type { DecisionChange } from '../../protocol/decisions.ts';

/** `rejected`, `called boot`: without reasons and notes. */
export function changeWords(change: DecisionChange): string {
  // The table is keyed by the very op it is read with.
  return (words[change.op] as (change: DecisionChange) => string)(change);
}

const words: {
  readonly [O in DecisionChange['op']]: (change: DecisionChange & { readonly op: O }) => string;
} = {
  accept: () => 'kept',
  reject: () => 'rejected',
  undecide: () => 'put back',
  flag: () => 'marked',
  unflag: () => 'unmarked',
  relabel: ({ to }) => `called ${to}`,
  rate: ({ to }) => (to === 0 ? 'rating taken back' : `rated ${to} of 5`),
  tag: ({ to }) => `tagged ${to}`,
  untag: ({ to }) => `tag ${to} taken away`,
  split: ({ to }) => `put into ${to}`,
  distinct: () => 'told apart',
  note: ({ note }) => (note === undefined ? 'note taken back' : 'noted'),
};
