import { Failure } from '../../../protocol/failure.ts';

/** Embeddings side by side. */
export interface PointSet {
  readonly count: number;
  readonly dimensions: number;
  /** [count, dimensions], row-major. */
  readonly values: Float32Array;
}

const LONGEST = 1e18;

/**
 * Copies rows into one array.
 * @param rows all of the same length; as they are, not normalised
 * @throws Failure `numbers-overflowed` when a row holds what is no number, or is longer than 10¹⁸
 * @throws RangeError when rows differ in length: they are of two models
 */
export function pointSet(rows: readonly Float32Array[]): PointSet {
  const dimensions = rows[0]?.length ?? 0;
  const values = new Float32Array(rows.length * dimensions);
  for (const [i, row] of rows.entries()) {
    if (row.length !== dimensions) throw new RangeError(`Embedding ${i} has ${row.length} numbers, not ${dimensions}.`);
    // Squares of such lengths, and of their differences, stay within 32 bits; NaN is below nothing.
    if (!(lengthOf(row) < LONGEST)) throw overflow(i);
    values.set(row, i * dimensions);
  }
  return { count: rows.length, dimensions, values };
}

/** The same directions, each of length 1; a row of zeros stays what it is. */
export function unitPoints(points: PointSet): PointSet {
  const values = points.values.slice();
  for (let i = 0; i < points.count; i++) {
    const row = rowOf({ ...points, values }, i);
    const length = lengthOf(row);
    if (length > 0) for (let at = 0; at < row.length; at++) row[at] = row[at]! / length;
  }
  return { ...points, values };
}

/** Row `index`; not a copy. */
export function rowOf({ dimensions, values }: PointSet, index: number): Float32Array {
  return values.subarray(index * dimensions, (index + 1) * dimensions);
}

/** The rows with these indices, in this order. */
export function pointsAt(points: PointSet, indices: readonly number[]): PointSet {
  return pointSet(indices.map((index) => rowOf(points, index)));
}

/** Of two rows of the same length, in 64 bits. */
export function dotProduct(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
}

/** @throws RangeError when points of two models are compared */
export function requireSameSpace(points: PointSet, others: PointSet): void {
  if (points.count === 0 || others.count === 0 || points.dimensions === others.dimensions) return;
  throw new RangeError(`Embeddings of ${points.dimensions} and of ${others.dimensions} numbers cannot be compared.`);
}

function lengthOf(row: Float32Array): number {
  return Math.sqrt(dotProduct(row, row));
}

function overflow(index: number): Failure {
  const text = `The embedding of image ${index + 1} holds what is no number or far too great; embed it again in 32 bits.`;
  return new Failure('numbers-overflowed', text);
}
