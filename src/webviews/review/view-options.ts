/** @file How a review is looked at, beside what its file says; remembered with the tab. */
import type { Difference } from './cull/differences.ts';
import type { Zoom } from './cull/stage-zoom.ts';

export interface ViewOptions {
  /** A decision leads to the next undecided image. */
  readonly isAuto: boolean;
  readonly zoom: Zoom;
  readonly difference: Difference;
  readonly isWhyOpen: boolean;
  readonly isHeatShown: boolean;
  /** Pixels of a tile's side. */
  readonly size: number;
  readonly areFacetsOpen: boolean;
}

export const usualOptions: ViewOptions = {
  isAuto: true,
  zoom: 'fit',
  difference: 'none',
  isWhyOpen: false,
  isHeatShown: false,
  size: 96,
  areFacetsOpen: false,
};
