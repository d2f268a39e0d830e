/** @file What stands above a curation. Only known facts: nothing is computed or asked for here. */
import { reviewLens } from './common-lenses.ts';
import type { Lens } from './lens.ts';

export interface CurationFacts {
  /** Of its recipes, each once. */
  readonly drawn: number;
  /** Of these, on which the reviewer has not decided. */
  readonly pending: number;
  /** In its set; absent while it is not known. */
  readonly inSet?: number | undefined;
  /** Whether data sets are among its sources: their images are not counted for a lens. */
  readonly hasReal?: boolean;
}

export function curationLenses({ drawn, pending, inSet, hasReal = false }: CurationFacts): readonly Lens[] {
  if (drawn === 0 && inSet === undefined && !hasReal) return [];
  const title = inSet === undefined ? '⇩ Export' : `⇩ Export ${inSet}`;
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
