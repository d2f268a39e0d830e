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

export interface Ends {
  readonly low: number;
  readonly high: number;
}

/**
 * The 2.5 % and 97.5 % points of a figure over samples of `n` from `n`, with replacement.
 * @param n at least 1
 * @param figureOf of the images with these indices, which are overwritten by the next sample
 */
export function bootstrapEnds(n: number, figureOf: (sample: Uint32Array) => number): Ends {
  const [ends] = bootstrapEndsOfMany(n, 1, (sample) => [figureOf(sample)]);
  return ends!; // One for each figure.
}

/** The same of several figures, which are all of the same samples. @param figuresOf as many as `figures` */
export function bootstrapEndsOfMany(
  n: number,
  figures: number,
  figuresOf: (sample: Uint32Array) => ArrayLike<number>,
): readonly Ends[] {
  const generator = new MersenneTwister(SEED);
  const sample = new Uint32Array(n);
  const resamples = Math.max(LEAST_RESAMPLES, Math.min(MOST_RESAMPLES, Math.floor(MOST_DRAWS / n)));
  const values = Array.from({ length: figures }, () => new Float64Array(resamples));
  for (let r = 0; r < resamples; r++) {
    for (let i = 0; i < n; i++) sample[i] = (generator.bits32() * n) / 2 ** 32; // Stored without its fraction.
    const found = figuresOf(sample);
    for (let f = 0; f < figures; f++) values[f]![r] = found[f]!;
  }
  return values.map((each) => {
    each.sort();
    return { low: orderStatistic(each, 0.025), high: orderStatistic(each, 0.975) };
  });
}

/** The smallest value that at least this share of all does not exceed. @param sorted ascending, not empty */
export function orderStatistic(sorted: Float64Array, share: number): number {
  const place = Math.max(1, Math.ceil(share * sorted.length - 1e-9));
  return sorted[Math.min(place, sorted.length) - 1]!; // In range by the two bounds.
}
