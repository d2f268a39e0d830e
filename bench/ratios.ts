/** @file Ratios of what was measured in pairs. */

export interface Ratios {
  /** The median of the pairs' ratios. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

/** Pair by pair, so that what slows the machine for a while slows both. */
export function pairedRatios(above: readonly number[], below: readonly number[]): Ratios {
  const ratios = above.map((value, index) => value / (below[index] ?? Number.NaN));
  return { ratio: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios) };
}
