/**
 * @file The Vendi score: how many different images a set is worth (Friedman & Dieng 2023, arXiv 2210.02410): the
 * exponential of the entropy of the eigenvalues of K / n, K the cosines of each with each.
 */
import { symmetricEigenvalues } from '../../arithmetic/symmetric-eigenvalues.ts';
import type { Measuring } from './in-turns.ts';
import { dotProduct, type PointSet, pointsAt, rowOf, unitPoints } from './point-set.ts';

/** Rows between two reports. */
const BAND = 64;

/**
 * From 1 (all alike) to n (all at right angles). It grows with n: compare sets of the same size. Without an interval: a
 * bootstrap repeats images, and repeats are what the score counts against a set.
 *
 * Does not measure whether images are good, or like real ones: noise of many colours is diverse.
 * @param points [n, d], of any length; a row of zeros is like nothing, itself included
 * @returns null without images
 */
export function* vendi(points: PointSet): Measuring<number | null> {
  if (points.count === 0) return null;
  const { products, size } = yield* gram(unitPoints(points));
  let entropy = 0;
  for (const value of symmetricEigenvalues(products, size)) if (value > 0) entropy -= value * Math.log(value);
  return Math.exp(entropy);
}

/**
 * Of each class by itself, by its index; null for a class without images.
 * @param labels of each point
 */
export function* vendiByClass(
  points: PointSet,
  labels: readonly number[],
  classes: number,
): Measuring<readonly (number | null)[]> {
  const scores: (number | null)[] = [];
  for (let label = 0; label < classes; label++) {
    const members = [...labels.keys()].filter((i) => labels[i] === label);
    scores.push(yield* vendi(pointsAt(points, members)));
    yield { done: label + 1, total: classes };
  }
  return scores;
}

/** XXᵀ/n or XᵀX/n, whichever is smaller: but for zeros they have the same eigenvalues. */
function* gram(points: PointSet): Measuring<{ readonly products: Float64Array; readonly size: number }> {
  const { count, dimensions } = points;
  const rows = count <= dimensions ? rowsOf(points) : columnsOf(points);
  const size = rows.length;
  const products = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      products[i * size + j] = products[j * size + i] = dotProduct(rows[i]!, rows[j]!) / count;
    }
    if (i % BAND === BAND - 1) yield { done: i + 1, total: size };
  }
  return { products, size };
}

function rowsOf(points: PointSet): Float32Array[] {
  return Array.from({ length: points.count }, (_, i) => rowOf(points, i));
}

function columnsOf({ count, dimensions, values }: PointSet): Float32Array[] {
  return Array.from({ length: dimensions }, (_, column) =>
    Float32Array.from({ length: count }, (_, row) => values[row * dimensions + column]!),
  );
}
