/**
 * @file How far people agree beyond chance: Cohen's kappa of two (J. Cohen 1960, Educational and Psychological Measurement
 * 20, 37–46), Fleiss' of many (J. L. Fleiss 1971, Psychological Bulletin 76, 378–382). κ = (observed − expected) / (1 −
 * expected); intervals by the bootstrap over images.
 */
import type { Estimate } from '../../../protocol/evaluation.ts';
import { bootstrapEnds } from '../resampling.ts';
import { requireLabels } from './probability-table.ts';

export interface Agreement {
  /** From −1 to 1: 0 is chance. No share. Null where all is one class, so that chance explains everything. */
  readonly overall: Estimate;
  /** Of each class against all others. */
  readonly perClass: readonly Estimate[];
}

/**
 * Of images that both decided.
 *
 * Does not say who is right: both may be wrong together. Where one class is by far the most frequent, κ is low in spite of
 * much agreement: read it with the counts.
 * @param first, @param second of each image the class that each of the two gave
 * @throws RangeError when they are not of the same images
 */
export function cohensKappa(first: readonly number[], second: readonly number[], classes: number): Agreement {
  if (first.length !== second.length) throw new RangeError('Both must have decided the same images.');
  requireLabels([...first, ...second], classes);
  const pairs = first.map((label, i) => [label, second[i]!] as const);
  return {
    overall: estimate(pairs.length, (sample) => cohen(pairs, sample, classes)),
    perClass: Array.from({ length: classes }, (_, k) => {
      const own = pairs.map(([a, b]) => [a === k ? 1 : 0, b === k ? 1 : 0] as const);
      return estimate(own.length, (sample) => cohen(own, sample, 2));
    }),
  };
}

/**
 * Of images that two or more decided, not necessarily the same people, nor equally many: an image's agreement is the share
 * of pairs of people that agree. Images with fewer decisions are left out.
 *
 * Does not say who is right, nor who differs from the others.
 * @param counts [images][classes]: how many gave the class
 */
export function fleissKappa(counts: readonly (readonly number[])[], classes: number): Agreement {
  for (const row of counts) requireCounts(row, classes);
  const rated = counts.filter((row) => total(row) >= 2);
  return {
    overall: fleissEstimate(rated),
    perClass: Array.from({ length: classes }, (_, k) =>
      fleissEstimate(rated.map((row) => [row[k]!, total(row) - row[k]!])),
    ),
  };
}

interface Rated {
  /** [images][classes]. */
  readonly rows: readonly (readonly number[])[];
  /** Of each image, the share of pairs of people that agree. */
  readonly agreement: Float64Array;
}

function fleissEstimate(rows: readonly (readonly number[])[]): Estimate {
  const rated = { rows, agreement: Float64Array.from(rows, shareOfPairs) };
  return estimate(rows.length, (sample) => fleiss(rated, sample));
}

function shareOfPairs(row: readonly number[]): number {
  const people = total(row);
  return row.reduce((sum, count) => sum + count * (count - 1), 0) / (people * (people - 1));
}

function requireCounts(row: readonly number[], classes: number): void {
  const isFitting = row.length === classes && row.every((count) => Number.isInteger(count) && count >= 0);
  if (!isFitting) throw new RangeError(`[${row}] is no count of decisions for ${classes} classes.`);
}

/** In a resample of a single class κ has no value; it is taken to be what it is of all. */
function estimate(n: number, kappaOf: (sample: ArrayLike<number>) => number | null): Estimate {
  const value = n === 0 ? null : kappaOf(Array.from({ length: n }, (_, i) => i));
  if (value === null) return { value: null, n, low: null, high: null, method: 'bootstrap' };
  return { value, n, ...bootstrapEnds(n, (sample) => kappaOf(sample) ?? value), method: 'bootstrap' };
}

function cohen(
  pairs: readonly (readonly [number, number])[],
  sample: ArrayLike<number>,
  classes: number,
): number | null {
  const ofFirst = new Float64Array(classes);
  const ofSecond = new Float64Array(classes);
  let agreed = 0;
  for (let s = 0; s < sample.length; s++) {
    const [a, b] = pairs[sample[s]!]!;
    ofFirst[a]!++;
    ofSecond[b]!++;
    if (a === b) agreed++;
  }
  const n = sample.length;
  const expected = ofFirst.reduce((sum, count, k) => sum + (count / n) * (ofSecond[k]! / n), 0);
  return beyondChance(agreed / n, expected);
}

function fleiss({ rows, agreement }: Rated, sample: ArrayLike<number>): number | null {
  const ofClass = new Float64Array(rows[0]!.length);
  let agreed = 0;
  for (let s = 0; s < sample.length; s++) {
    const index = sample[s]!;
    const row = rows[index]!;
    for (let k = 0; k < row.length; k++) ofClass[k]! += row[k]!;
    agreed += agreement[index]!;
  }
  const all = ofClass.reduce((sum, count) => sum + count, 0);
  const expected = ofClass.reduce((sum, count) => sum + (count / all) ** 2, 0);
  return beyondChance(agreed / sample.length, expected);
}

/** Null where chance explains everything; the sums' last digits do not count. */
function beyondChance(observed: number, expected: number): number | null {
  return 1 - expected < 1e-12 ? null : (observed - expected) / (1 - expected);
}

function total(row: readonly number[]): number {
  return row.reduce((sum, count) => sum + count, 0);
}
