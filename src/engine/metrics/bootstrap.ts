/**
 * @file Intervals for numbers that are no simple share: the images are drawn again, many times, and the middle 95 % of
 * what the number comes to is its interval.
 *
 * Drawn within each class, since data sets are collected class by class. Each row is drawn from its counts plus one
 * pseudo-image spread evenly over the classes: without it a class that made no error in three images would be held to
 * make none ever, and the interval would have no width. Seeded, so that the same counts give the same interval.
 */
import type { Estimate } from '../../protocol/engine.ts';
import { MersenneTwister } from '../random/mersenne-twister.ts';
import type { ConfusionMatrix } from './confusion-matrix.ts';

const resamples = 1000;
const seed = 20_230_607;

/** @returns `resamples` confusion matrices with the row totals of `confusion` */
export function resampleConfusion(confusion: ConfusionMatrix, count = resamples): readonly ConfusionMatrix[] {
  const random = new MersenneTwister(seed);
  const rows = confusion.map(cumulativeShares);
  return Array.from({ length: count }, () => rows.map((row) => drawRow(row, random)));
}

interface Row {
  readonly n: number;
  /** Rising to 1. */
  readonly cumulative: readonly number[];
}

function cumulativeShares(counts: readonly number[]): Row {
  const n = counts.reduce((total, count) => total + count, 0);
  let reached = 0;
  const cumulative = counts.map((count) => {
    reached += (count + 1 / counts.length) / (n + 1);
    return reached;
  });
  return { n, cumulative };
}

function drawRow({ n, cumulative }: Row, random: MersenneTwister): readonly number[] {
  const counts = new Array<number>(cumulative.length).fill(0);
  for (let i = 0; i < n; i++) counts[indexOfShare(cumulative, random.uniform53())]! += 1; // In range by construction.
  return counts;
}

function indexOfShare(cumulative: readonly number[], share: number): number {
  const index = cumulative.findIndex((reached) => share < reached);
  return index === -1 ? cumulative.length - 1 : index; // The last share may fall short of 1 by rounding.
}

/**
 * @param value of the images themselves; null when it is not defined
 * @param drawn the same number over the resamples
 * @param n images that `value` was taken over
 */
export function percentileInterval(value: number | null, drawn: readonly (number | null)[], n: number): Estimate {
  if (value === null) return { value: null, n: 0, low: null, high: null, method: 'bootstrap' };
  const sorted = drawn.filter((one) => one !== null).sort((a, b) => a - b);
  // The pseudo-images pull the middle towards chance, so the estimate may lie at or beyond an end.
  const low = Math.min(value, quantile(sorted, 0.025) ?? value);
  const high = Math.max(value, quantile(sorted, 0.975) ?? value);
  return { value, n, low, high, method: 'bootstrap' };
}

/** The nearest rank. */
function quantile(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
