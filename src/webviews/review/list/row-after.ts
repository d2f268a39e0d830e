/** @file What a reviewer's own word on an image becomes by a further change, before the host has said so. */
import { type DecisionAct, type DecisionChange, type DecisionRemark, decidedBy } from '../../../protocol/decisions.ts';
import type { OwnDecision } from '../../../protocol/image-sets.ts';
import type { ReviewImage } from '../../../protocol/webviews/review.ts';

type Changes = {
  readonly [O in DecisionChange['op']]: (row: ReviewImage, change: Extract<DecisionChange, { op: O }>) => ReviewImage;
};

type Acted = (row: ReviewImage, change: DecisionRemark & { readonly op: DecisionAct }) => ReviewImage;

const acted: Acted = (row, { op, why, note }) =>
  withOwn(row, { ...decidedBy(row.own, op), ...(why && { why }), ...(note !== undefined && { note }) });

/** Reasons are those of the last word. */
const decided: Acted = (row, change) => acted(row, { ...change, why: change.why ?? [] });

const changes: Changes = {
  accept: decided,
  reject: decided,
  undecide: decided,
  flag: acted,
  unflag: acted,
  relabel: (row, { to }) => ({ ...row, label: to }),
  rate: (row, { to }) => withOwn(row, { rating: to }),
  tag: (row, { to }) => withOwn(row, { tags: [...row.own.tags.filter((tag) => tag !== to), to] }),
  untag: (row, { to }) => withOwn(row, { tags: row.own.tags.filter((tag) => tag !== to) }),
  split: (row, { to }) => withOwn(row, { split: to }),
  distinct: (row) => row,
  note: (row, { note }) => withOwn(row, { note: note ?? '' }),
};

export function rowAfter(row: ReviewImage, change: DecisionChange): ReviewImage {
  // The table is keyed by the very kind it is read with, which the compiler cannot follow through a union.
  const apply = changes[change.op] as (row: ReviewImage, change: DecisionChange) => ReviewImage;
  return apply(row, change);
}

function withOwn(row: ReviewImage, own: Partial<OwnDecision>): ReviewImage {
  return { ...row, own: { ...row.own, ...own } };
}
