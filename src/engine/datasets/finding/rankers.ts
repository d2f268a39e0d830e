import type { RankerTable } from './ranker.ts';

/** An intent that nobody ranks yet is refused in a sentence. */
export const rankers: RankerTable = {};
