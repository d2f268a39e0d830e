/**
 * @file Intervals of what no formula gives one of: the percentile bootstrap (Efron 1979, The Annals of Statistics 7,
 * 1–26). The generator always begins alike, so that the same images give the same interval.
 */
import { MersenneTwister } from '../random/mersenne-twister.ts';

const SEED = 2007;
const MOST_RESAMPLES = 2000;
/** The ends of an interval would be left to chance. */
const LEAST_RESAMPLES = 200;
/** Images drawn in all resamples together: a fifth of a second's work. */
const MOST_DRAWS = 10_000_000;

/**
 * The 2.5 % and 97.5 % points of a figure over samples of `n` from `n`, with replacement.
 * @param n at least 1
 * @param figureOf of the images with these indices, which are overwritten by the next sample
 */
export function bootstrapEnds(
  n: number,
  figureOf: (sample: Uint32Array) => number,
): { readonly low: number; readonly high: number } {
  const generator = new MersenneTwister(SEED);
  const sample = new Uint32Array(n);
  const resamples = Math.max(LEAST_RESAMPLES, Math.min(MOST_RESAMPLES, Math.floor(MOST_DRAWS / n)));
  const figures = new Float64Array(resamples);
  for (let r = 0; r < resamples; r++) {
    for (let i = 0; i < n; i++) sample[i] = (generator.bits32() * n) / 2 ** 32; // Stored without its fraction.
    figures[r] = figureOf(sample);
  }
  figures.sort();
  return { low: orderStatistic(figures, 0.025), high: orderStatistic(figures, 0.975) };
}

/** The smallest value that at least this share of all does not exceed. @param sorted ascending, not empty */
export function orderStatistic(sorted: Float64Array, share: number): number {
  const place = Math.max(1, Math.ceil(share * sorted.length - 1e-9));
  return sorted[Math.min(place, sorted.length) - 1]!; // In range by the two bounds.
}
