import fc from 'fast-check';
import { type PointSet, pointSet } from '../../../../src/engine/metrics/sets/point-set.ts';
import { MersenneTwister } from '../../../../src/engine/random/mersenne-twister.ts';

export function points(...rows: readonly (readonly number[])[]): PointSet {
  return pointSet(rows.map((row) => Float32Array.from(row)));
}

/** On a grid, so that equals, and equal distances, are frequent. */
export function gridPoints(dimensions: number, { least = 1, most = 12 } = {}): fc.Arbitrary<number[][]> {
  const row = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: dimensions, maxLength: dimensions });
  return fc.array(row, { minLength: least, maxLength: most });
}

/** Around a place, with a spread of 1 in each direction. */
export function cloud(count: number, place: readonly number[], seed: number): number[][] {
  const random = new MersenneTwister(seed);
  return Array.from({ length: count }, () => place.map((value) => value + 2 * random.uniform53() - 1));
}

export function near(actual: number | null | undefined, expected: number, tolerance = 1e-6): boolean {
  return typeof actual === 'number' && Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected));
}

/** The things in the order that `order` says. */
export function inOrder<T>(things: readonly T[], order: readonly number[]): T[] {
  return order.map((index) => things[index]!);
}

/** Rows, and an order of them. */
export function withOrder(rows: fc.Arbitrary<number[][]>) {
  return rows.chain((list) =>
    fc.tuple(
      fc.constant(list),
      fc.shuffledSubarray([...list.keys()], { minLength: list.length, maxLength: list.length }),
    ),
  );
}
