/** @file In which order to look at images, by what is sought. */
import { entropyOf, type ProbabilityTable, probabilitiesOf } from '../labels/probability-table.ts';
import type { Measuring } from './in-turns.ts';
import { nearestNeighbours } from './nearest-neighbours.ts';
import { type PointSet, rowOf } from './point-set.ts';

/** The first comes first. */
export interface RankedImage {
  readonly index: number;
  /** What it was ranked by; what it is, says the order. */
  readonly score: number;
}

/** As TypiClust has it (Hacohen et al. 2022, Active Learning on a Budget, arXiv 2202.02794). */
const NEIGHBOURS = 20;

/**
 * Most uncertain first, by the entropy of the classes' probabilities as a share of the greatest there is (B. Settles 2009,
 * Active Learning Literature Survey, 3.1): 0 is sure, 1 knows nothing.
 *
 * Does not say that a sure judge is right.
 */
export function mostUncertain(table: ProbabilityTable): readonly RankedImage[] {
  const scores = table.labels.map((_, i) => entropyOf(probabilitiesOf(table, i)));
  return ranked(scores, (a, b) => b - a);
}

/**
 * Most typical first, by the mean Euclidean distance to the nearest 20 others (the inverse of TypiClust's typicality).
 *
 * What is typical of these images, faults that all share included; near-duplicates make each other typical.
 * @param points [n, d]; of unit length, for the cosine's order
 * @returns null with fewer than two images
 */
export function* mostTypical(points: PointSet, neighbours = NEIGHBOURS): Measuring<readonly RankedImage[] | null> {
  const distances = yield* meanDistances(points, neighbours);
  return distances && ranked(distances, (a, b) => a - b);
}

/** Outliers first: the other end of `mostTypical`. A rare but right image is one as well. */
export function* outliers(points: PointSet, neighbours = NEIGHBOURS): Measuring<readonly RankedImage[] | null> {
  const distances = yield* meanDistances(points, neighbours);
  return distances && ranked(distances, (a, b) => b - a);
}

function* meanDistances(points: PointSet, neighbours: number): Measuring<readonly number[] | null> {
  if (points.count < 2 || !(neighbours >= 1)) return null;
  const { each, squared } = yield* nearestNeighbours(points, points, Math.floor(neighbours));
  return Array.from({ length: points.count }, (_, i) => {
    let sum = 0;
    for (let at = i * each; at < (i + 1) * each; at++) sum += Math.sqrt(squared[at]!);
    return sum / each;
  });
}

/** Of equals the earlier first. */
function ranked(scores: readonly number[], compare: (a: number, b: number) => number): readonly RankedImage[] {
  return scores
    .map((score, index) => ({ index, score }))
    .sort((a, b) => compare(a.score, b.score) || a.index - b.index);
}

/**
 * The most different, each the farthest from all before it (k-centre by farthest point: T. Gonzalez 1985; Sener & Savarese
 * 2018, arXiv 1708.00489). The score is that Euclidean distance; it never rises. Without `chosen` the first is the farthest
 * from the mean, and its score the distance to it.
 *
 * Outliers come early: what is broken differs most.
 * @param points [n, d]
 * @param count at most
 * @param chosen indices that are there already; they are not among the result
 */
export function* mostDifferent(
  points: PointSet,
  count: number,
  chosen: readonly number[] = [],
): Measuring<readonly RankedImage[]> {
  const distances = new Float64Array(points.count).fill(Number.POSITIVE_INFINITY);
  for (const index of chosen) approach(points, rowOf(points, index), distances);
  if (chosen.length === 0) approach(points, meanOf(points), distances);
  for (const index of chosen) distances[index] = -1;
  const found: RankedImage[] = [];
  const total = Math.max(0, Math.min(count, points.count - new Set(chosen).size));
  while (found.length < total) {
    const index = farthest(distances);
    found.push({ index, score: Math.sqrt(distances[index]!) });
    // The mean is where to begin, not one of the images.
    if (found.length === 1 && chosen.length === 0) distances.fill(Number.POSITIVE_INFINITY);
    approach(points, rowOf(points, index), distances);
    for (const { index: taken } of found) distances[taken] = -1;
    yield { done: found.length, total };
  }
  return found;
}

/** The squared distance of each to the nearest that was chosen. */
function approach(points: PointSet, to: ArrayLike<number>, distances: Float64Array): void {
  const { dimensions, values } = points;
  for (let i = 0; i < distances.length; i++) {
    const start = i * dimensions;
    let sum = 0;
    for (let at = 0; at < dimensions; at++) {
      const difference = values[start + at]! - to[at]!;
      sum += difference * difference;
    }
    if (sum < distances[i]!) distances[i] = sum;
  }
}

function farthest(distances: Float64Array): number {
  let best = 0;
  for (let i = 1; i < distances.length; i++) if (distances[i]! > distances[best]!) best = i;
  return best;
}

function meanOf({ count, dimensions, values }: PointSet): Float64Array {
  const mean = new Float64Array(dimensions);
  for (let at = 0; at < values.length; at++) mean[at % dimensions]! += values[at]! / count;
  return mean;
}
