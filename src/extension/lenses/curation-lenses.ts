/** @file What stands above a curation. Only known facts: nothing is computed or asked for here. */
import { reviewLens } from './common-lenses.ts';
import type { Lens } from './lens.ts';

export interface CurationFacts {
  /** Of its recipes, each once. */
  readonly drawn: number;
  /** Of these, on which the reviewer has not decided. */
  readonly pending: number;
  /** That rules and decisions let pass; absent while it is not known. */
  readonly passing?: number | undefined;
  /** Whether `dedupe` or `balance` may leave some of these out. */
  readonly isThinned?: boolean;
  /** Whether data sets are among its sources: their images are not counted for a lens. */
  readonly hasReal?: boolean;
}

export function curationLenses(facts: CurationFacts): readonly Lens[] {
  const { drawn, pending, passing, isThinned = false, hasReal = false } = facts;
  if (drawn === 0 && passing === undefined && !hasReal) return [];
  const count = passing === undefined ? '' : isThinned && passing > 0 ? ` up to ${passing}` : ` ${passing}`;
  const title = `⇩ Export${count}`;
  const tooltip = 'Write the images that are in the set for other tools, as its `export` says';
  return [
    ...(hasReal ? [uncounted] : reviewLens('reviewCuration', 'review', drawn, pending)),
    { kind: 'export', title, action: 'export', tooltip },
  ];
}

const uncounted: Lens = {
  kind: 'reviewCuration',
  title: '▷ Review',
  action: 'review',
  tooltip: 'Look at its images one after the other, real ones too, and keep or reject them by keys',
};
