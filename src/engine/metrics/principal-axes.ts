/**
 * @file The directions in which points are spread most (Pearson 1901; Hotelling 1933): eigenvectors of their covariance,
 * by orthogonal iteration. Deterministic, signs included.
 */

/** Sums of products, [dimensions, dimensions], to which points are added a part at a time. */
export class Covariance {
  readonly dimensions: number;
  readonly sums: Float64Array;
  #count = 0;

  constructor(dimensions: number) {
    this.dimensions = dimensions;
    this.sums = new Float64Array(dimensions * dimensions);
  }

  get count(): number {
    return this.#count;
  }

  /** @param points centred */
  add(points: readonly Float32Array[]): void {
    const { dimensions, sums } = this;
    for (const point of points) {
      for (let row = 0; row < dimensions; row++) {
        const value = point[row]!;
        const start = row * dimensions;
        // The upper half; the lower is the same.
        for (let column = row; column < dimensions; column++) sums[start + column]! += value * point[column]!;
      }
    }
    this.#count += points.length;
  }

  /** The trace: how far points are spread in all directions together. */
  get total(): number {
    let total = 0;
    for (let i = 0; i < this.dimensions; i++) total += this.sums[i * (this.dimensions + 1)]!;
    return total;
  }
}

export interface PrincipalAxes {
  /** Unit vectors at right angles, the direction of the greatest spread first. */
  readonly axes: readonly Float64Array[];
  /** Share of the whole spread along each. */
  readonly shares: readonly number[];
}

const ROUNDS = 300;
const CLOSE_ENOUGH = 1e-10;
/** Directions that are iterated beside those that are wanted: these turn into place the sooner. */
const SPARE = 6;

/**
 * @param count axes that are wanted; fewer when there are fewer dimensions
 * @param rounds at most; with few, axes of nearly the same spread are mixed, which does not matter to distances
 */
export function principalAxes(covariance: Covariance, count: number, rounds = ROUNDS): PrincipalAxes {
  const { dimensions } = covariance;
  const whole = mirrored(covariance);
  let axes = orthonormal(firstGuess(dimensions, Math.min(dimensions, count + SPARE)));
  let spreads: readonly number[] = [];
  for (let round = 0; round < rounds; round++) {
    const turned = axes.map((axis) => product(whole, axis));
    const now = axes.map((axis, i) => dot(axis, turned[i]!));
    axes = orthonormal(turned);
    const isSettled = now
      .slice(0, count)
      .every((spread, i) => Math.abs(spread - (spreads[i] ?? 0)) <= CLOSE_ENOUGH * spread);
    spreads = now;
    if (isSettled) break;
  }
  // Of nearly the same spread, two may have come to rest in the wrong order.
  const { total } = covariance;
  const found = axes
    .map((axis) => ({ axis: withSign(axis), spread: dot(axis, product(whole, axis)) }))
    .sort((a, b) => b.spread - a.spread)
    .slice(0, count);
  return {
    axes: found.map(({ axis }) => axis),
    shares: found.map(({ spread }) => (total > 0 ? spread / total : 0)),
  };
}

/** Coordinates of a point along the axes. @param point centred */
export function project(point: Float32Array, axes: readonly Float64Array[]): number[] {
  return axes.map((axis) => dot(axis, point));
}

function mirrored({ dimensions, sums }: Covariance): Float64Array {
  const whole = sums.slice();
  for (let row = 0; row < dimensions; row++) {
    for (let column = 0; column < row; column++) whole[row * dimensions + column] = sums[column * dimensions + row]!;
  }
  return whole;
}

/** Waves of different lengths: none is at right angles to what is sought but by accident. */
function firstGuess(dimensions: number, count: number): Float64Array[] {
  return Array.from({ length: count }, (_, k) =>
    Float64Array.from({ length: dimensions }, (_, i) => Math.cos((i + 1) * (k + 1) * 0.7390851332151607)),
  );
}

/** Gram–Schmidt, twice, for what is nearly parallel; a direction in which nothing is left becomes zero. */
function orthonormal(vectors: readonly Float64Array[]): Float64Array[] {
  const done: Float64Array[] = [];
  for (const vector of vectors) {
    const rest = vector.slice();
    const before = Math.sqrt(dot(rest, rest));
    for (const other of [...done, ...done]) subtract(rest, other, dot(other, rest));
    const length = Math.sqrt(dot(rest, rest));
    const factor = length > 1e-12 * before ? 1 / length : 0;
    done.push(rest.map((value) => value * factor));
  }
  return done;
}

/** The greatest coordinate is positive. */
function withSign(axis: Float64Array): Float64Array {
  const greatest = axis.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return greatest < 0 ? axis.map((value) => -value) : axis;
}

function product(matrix: Float64Array, vector: Float64Array): Float64Array {
  const result = new Float64Array(vector.length);
  for (let row = 0; row < vector.length; row++) {
    let sum = 0;
    const start = row * vector.length;
    for (let column = 0; column < vector.length; column++) sum += matrix[start + column]! * vector[column]!;
    result[row] = sum;
  }
  return result;
}

function dot(a: Float64Array, b: Float64Array | Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function subtract(from: Float64Array, vector: Float64Array, factor: number): void {
  for (let i = 0; i < from.length; i++) from[i] = from[i]! - factor * vector[i]!;
}
