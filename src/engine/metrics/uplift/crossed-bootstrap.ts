/**
 * @file How sure a difference is that was taken over several seeds and many test images, every seed on the same images.
 * Seeds and images are resampled independently of each other (A. B. Owen, The pigeonhole bootstrap, Annals of Applied
 * Statistics 1, 2007), images within their class. Of S seeds S − 1 are drawn, so that the variance between seeds is not
 * too small (Rao & Wu, Journal of the American Statistical Association 83, 1988), and the interval is widened as
 * Student's is, by the degrees of freedom of both parts together (Satterthwaite, Biometrics Bulletin 2, 1946): five seeds
 * say less of all seeds than a normal distribution believes.
 */
import type { UpliftDifference } from '../../../protocol/uplift.ts';
import { MersenneTwister } from '../../random/mersenne-twister.ts';
import { orderStatistic } from '../resampling.ts';
import { studentWidening } from './student-quantile.ts';

/** With minus without, of each seed and test image; the same images in the same order. */
export type SeedDifferences = readonly Float32Array[];

export interface CrossedDifference {
  readonly accuracy: UpliftDifference;
  readonly balanced: UpliftDifference;
  readonly perClass: readonly UpliftDifference[];
  /** Of accuracy, so wide that all of `looks` intervals hold what is true in 19 of 20 cases (Bonferroni). */
  readonly strict: UpliftDifference;
  /** Whether that leaves out 0. */
  readonly stands: 'above' | 'below' | 'unclear';
}

/** Fixed, so that the same differences have the same interval wherever and whenever they are looked at. */
const SEED = 2007;
const MOST_RESAMPLES = 2000;
const LEAST_RESAMPLES = 400;
/** Numbers looked at in all resamples together. */
const MOST_WORK = 20_000_000;
const TAIL = 0.025;

/**
 * @param labels of the test images
 * @param looks how many differences are looked at together
 */
export function crossedBootstrap(
  differences: SeedDifferences,
  labels: readonly number[],
  classes: number,
  looks: number,
): CrossedDifference {
  const table = new ResampledTable(differences, labels, classes);
  const { seeds, images } = table;
  const difference = (figures: Float64Array, value: number, weights: readonly number[], n: number, tail = TAIL) => {
    const widening = studentWidening(tail, table.freedom(weights));
    const low = value - (value - orderStatistic(figures, tail)) * widening;
    const high = value + (orderStatistic(figures, 1 - tail) - value) * widening;
    return { value, low: Math.min(low, value), high: Math.max(high, value), n, seeds };
  };
  const shares = table.counts.map((count) => count / images);
  const known = table.counts.filter((count) => count > 0).length;
  const evenly = table.counts.map((count) => (count === 0 ? 0 : 1 / known));
  const of = (weights: readonly number[], n: number, tail?: number) =>
    difference(table.figures(weights), table.value(weights), weights, n, tail);
  const strict = of(shares, images, TAIL / Math.max(1, looks));
  return {
    accuracy: of(shares, images),
    balanced: of(evenly, images),
    perClass: table.counts.map((count, k) => {
      const alone = table.counts.map((_, other) => (other === k ? 1 : 0));
      return count === 0 ? { value: 0, low: 0, high: 0, n: 0, seeds } : of(alone, count);
    }),
    strict,
    stands: strict.low > 0 ? 'above' : strict.high < 0 ? 'below' : 'unclear',
  };
}

/** Class means of every resample, from which all figures are made. */
class ResampledTable {
  readonly seeds: number;
  readonly images: number;
  /** Test images of each class. */
  readonly counts: readonly number[];
  readonly #differences: SeedDifferences;
  readonly #members: readonly (readonly number[])[];
  /** [resamples, classes] */
  readonly #means: Float64Array;
  readonly #resamples: number;

  constructor(differences: SeedDifferences, labels: readonly number[], classes: number) {
    this.seeds = differences.length;
    this.images = labels.length;
    this.#differences = differences;
    this.#members = membersOf(labels, classes);
    this.counts = this.#members.map(({ length }) => length);
    const work = Math.floor(MOST_WORK / Math.max(1, this.images * (this.seeds + 1)));
    this.#resamples = Math.max(LEAST_RESAMPLES, Math.min(MOST_RESAMPLES, work));
    this.#means = this.#resample();
  }

  /** The weighted sum of class means. */
  value(weights: readonly number[]): number {
    return this.#differences.reduce((sum, each) => sum + this.#weighted(each, weights), 0) / this.seeds;
  }

  /** The same of every resample, ascending. */
  figures(weights: readonly number[]): Float64Array {
    const classes = weights.length;
    const figures = new Float64Array(this.#resamples);
    for (let r = 0; r < figures.length; r++) {
      for (let k = 0; k < classes; k++) figures[r]! += weights[k]! * this.#means[r * classes + k]!;
    }
    return figures.sort();
  }

  /** Satterthwaite's, of the variance between seeds and the variance between images. */
  freedom(weights: readonly number[]): number {
    const bySeed = this.#differences.map((each) => this.#weighted(each, weights));
    const ofSeeds = this.seeds > 1 ? varianceOf(bySeed) / this.seeds : 0;
    const means = meanOver(this.#differences, this.images);
    let ofImages = 0;
    let images = 0;
    for (const [k, members] of this.#members.entries()) {
      if (weights[k] === 0 || members.length < 2) continue;
      ofImages += (weights[k]! ** 2 * varianceOf(members.map((member) => means[member]!))) / members.length;
      images += members.length - 1;
    }
    const all = (ofSeeds + ofImages) ** 2;
    const parts = ofSeeds ** 2 / Math.max(1, this.seeds - 1) + ofImages ** 2 / Math.max(1, images);
    return all === 0 ? Math.max(1, images) : Math.max(1, all / parts);
  }

  #weighted(differences: Float32Array, weights: readonly number[]): number {
    return this.#members.reduce((sum, members, k) => sum + weights[k]! * meanAt(differences, members), 0);
  }

  #resample(): Float64Array {
    const random = new MersenneTwister(SEED);
    const below = (n: number) => Math.floor((random.bits32() / 2 ** 32) * n);
    const classes = this.#members.length;
    const means = new Float64Array(this.#resamples * classes);
    for (let r = 0; r < this.#resamples; r++) {
      const drawn = Array.from({ length: Math.max(1, this.seeds - 1) }, () => this.#differences[below(this.seeds)]!);
      const images = meanOver(drawn, this.images);
      for (const [k, members] of this.#members.entries()) {
        let sum = 0;
        for (let left = members.length; left > 0; left--) sum += images[members[below(members.length)]!]!;
        means[r * classes + k] = members.length === 0 ? 0 : sum / members.length;
      }
    }
    return means;
  }
}

function membersOf(labels: readonly number[], classes: number): readonly (readonly number[])[] {
  const members: number[][] = Array.from({ length: classes }, () => []);
  for (const [image, label] of labels.entries()) members[label]!.push(image);
  return members;
}

function meanOver(rows: SeedDifferences, length: number): Float64Array {
  const mean = new Float64Array(length);
  for (const row of rows) for (let i = 0; i < length; i++) mean[i]! += row[i]! / rows.length;
  return mean;
}

function meanAt(values: Float32Array, members: readonly number[]): number {
  return members.length === 0 ? 0 : members.reduce((sum, member) => sum + values[member]!, 0) / members.length;
}

/** Unbiased; of two values at least. */
function varianceOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
