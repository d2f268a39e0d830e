/**
 * @file How sure a mean difference is, when the same things were measured before and after: B. Efron, Bootstrap Methods:
 * Another Look at the Jackknife, Annals of Statistics 7 (1979), 1–26. Pairs are resampled as pairs, so what makes a
 * thing hard before and after alike takes no part in the interval.
 */
import type { Difference } from '../../protocol/evaluation.ts';
import { MersenneTwister } from '../random/mersenne-twister.ts';

const RESAMPLES = 2000;

/** Fixed, so that the same pairs have the same interval wherever and whenever they are looked at. */
const SEED = 20_000;

/**
 * The mean of differences with the 95 % percentile interval of its bootstrap.
 * @param differences of each pair: after less before; of right (1) and wrong (0) −1, 0 or 1
 */
export function pairedBootstrap(differences: readonly number[]): Difference {
  return pairedBootstrapOfMeans([differences]);
}

/**
 * The mean of groups' mean differences, such as of balanced accuracy. Pairs are resampled within their group, so that
 * none runs empty; groups without pairs are left out.
 */
export function pairedBootstrapOfMeans(groups: readonly (readonly number[])[]): Difference {
  const samples = groups.filter((group) => group.length > 0).map(sampleOf);
  const n = samples.reduce((sum, sample) => sum + sample.size, 0);
  if (n === 0) return { value: null, low: null, high: null, n: 0, method: 'paired-bootstrap' };
  const value = meanOf(samples.map(({ size, changes }) => changes.reduce((sum, change) => sum + change, 0) / size));
  const changed = samples.reduce((sum, { changes }) => sum + changes.length, 0);
  const ends = changed > MOST_CHANGES ? normalEnds(value, samples) : resampledEnds(samples);
  return { value, ...ends, n, method: 'paired-bootstrap' };
}

/** Of more changes than this the mean is normal to the eye (central limit), and resampling all of them would take seconds. */
const MOST_CHANGES = 5000;

interface Ends {
  readonly low: number;
  readonly high: number;
}

function resampledEnds(samples: readonly Sample[]): Ends {
  const random = new MersenneTwister(SEED);
  const means = Float64Array.from({ length: RESAMPLES }, () => meanOf(samples.map((each) => resampled(each, random))));
  means.sort();
  return { low: quantile(means, 0.025), high: quantile(means, 0.975) };
}

/** What resampling comes to: the variance of a group's resampled mean is that of its differences over their number. */
function normalEnds(value: number, samples: readonly Sample[]): Ends {
  const variance = samples.reduce((sum, sample) => sum + varianceOf(sample) / sample.size, 0) / samples.length ** 2;
  const half = 1.959963984540054 * Math.sqrt(variance);
  return { low: value - half, high: value + half };
}

function varianceOf({ size, changes }: Sample): number {
  const mean = changes.reduce((sum, change) => sum + change, 0) / size;
  return changes.reduce((sum, change) => sum + change ** 2, 0) / size - mean ** 2;
}

interface Sample {
  readonly size: number;
  /** The differences that are not 0. */
  readonly changes: Float64Array;
}

function sampleOf(differences: readonly number[]): Sample {
  return { size: differences.length, changes: Float64Array.from(differences.filter((each) => each !== 0)) };
}

/**
 * Mean of a resample. Pairs without a difference add nothing to its sum; where they are many, they are not drawn one by
 * one, only counted: how many of `size` draws hit a change is binomial, and each such draw hits any change alike.
 */
function resampled({ size, changes }: Sample, random: MersenneTwister): number {
  const isSparse = changes.length < FEW * size;
  const draws = isSparse ? hits(size, changes.length / size, random) : size;
  const among = isSparse ? changes.length : size;
  let sum = 0;
  for (let left = draws; left > 0; left--) sum += changes[Math.floor((random.bits32() / 2 ** 32) * among)] ?? 0;
  return sum / size;
}

/** Share of pairs below which counting is quicker: a waiting time takes as long as a few draws. */
const FEW = 0.25;

/** A binomial number by waiting times: as many random numbers as there are successes, not as there are trials. */
function hits(trials: number, chance: number, random: MersenneTwister): number {
  if (chance === 0) return 0;
  const failure = Math.log1p(-chance);
  let count = 0;
  for (let trial = wait(failure, random); trial < trials; trial += 1 + wait(failure, random)) count++;
  return count;
}

/** Failures before the next success. 1 − u is in (0, 1]. */
function wait(logOfFailure: number, random: MersenneTwister): number {
  return Math.floor(Math.log1p(-random.uniform53()) / logOfFailure);
}

/** Between neighbours in proportion: type 7 of R. J. Hyndman & Y. Fan, The American Statistician 50 (1996), 361–365. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (place - Math.floor(place)) * (above - below);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
