/** @file What the page of a review remembers: what was looked at and how, never what was fetched. */
import { usualOptions, type ViewOptions } from './view-options.ts';

export interface ReviewMemory {
  /** Of the image that was looked at, in the set. */
  readonly number?: number;
  /** Pixels that the wall was scrolled by. */
  readonly top: number;
  readonly options: ViewOptions;
}

/** An older version may have remembered less. */
export function remembered(memory: Partial<ReviewMemory>): ReviewMemory {
  return { top: 0, ...memory, options: { ...usualOptions, ...memory.options } };
}
