import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { distanceBands } from '../../../../src/engine/metrics/sets/distance-bands.ts';
import { inTurns, type Measuring, measured } from '../../../../src/engine/metrics/sets/in-turns.ts';
import { nearestNeighbours } from '../../../../src/engine/metrics/sets/nearest-neighbours.ts';
import { pointSet, unitPoints } from '../../../../src/engine/metrics/sets/point-set.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { kernelFile, kernelSource } from '../../../../tools/build-kernel.mjs';
import { cloud, gridPoints, points } from './point-arbitraries.ts';

function tableOf(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): number[][] {
  const table: number[][] = [];
  for (const { squared } of distanceBands(points(...a), points(...b))) table.push(...squared.map((row) => [...row]));
  return table;
}

function squaredDistance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + (value - b[i]!) ** 2, 0);
}

describe('distances', () => {
  it('come from the kernel that its source assembles to', async () => {
    const name = 'distance-kernel';
    assert.equal(readFileSync(kernelFile(name), 'utf8'), await kernelSource(name), 'run `node tools/build-kernel.mjs`');
  });

  it('are those of the formula, at all counts and dimensions', () => {
    const pairs = fc
      .integer({ min: 1, max: 9 })
      .chain((d) => fc.tuple(gridPoints(d, { most: 70 }), gridPoints(d, { most: 9 })));
    fc.assert(
      // Whole numbers: 32 bits hold the sums exactly.
      fc.property(pairs, ([a, b]) =>
        assert.deepEqual(
          tableOf(a, b),
          a.map((row) => b.map((other) => squaredDistance(row, other))),
        ),
      ),
    );
  });

  it('are the same both ways, and 0 between equals, in numbers that 32 bits do not hold', () => {
    const rows = cloud(40, [0.1, 0.2, 0.3, 100.7, 1e-3], 5);
    const table = tableOf(rows, rows);
    for (const [i, row] of table.entries()) {
      assert.equal(row[i], 0);
      for (const [j, distance] of row.entries()) assert.equal(distance, table[j]![i]);
    }
  });

  it('are of one space only', () => {
    assert.throws(() => [...distanceBands(points([1, 2]), points([1]))], RangeError);
    assert.throws(() => points([1, 2], [1]), RangeError);
    assert.deepEqual([...distanceBands(points(), points([1]))], []);
  });
});

describe('nearestNeighbours', () => {
  it('are what sorting gives, a point itself left out', () => {
    fc.assert(
      fc.property(gridPoints(2, { most: 40 }), fc.integer({ min: 1, max: 6 }), (rows, wanted) => {
        const set = points(...rows);
        const { each, indices, squared } = measured(nearestNeighbours(set, set, wanted));
        assert.equal(each, Math.min(wanted, rows.length - 1));
        for (const [i, row] of rows.entries()) {
          const sorted = rows
            .map((other, j) => ({ j, distance: squaredDistance(row, other) }))
            .filter(({ j }) => j !== i)
            .sort((a, b) => a.distance - b.distance || a.j - b.j)
            .slice(0, each);
          const found = sorted.map((_, place) => ({
            j: indices[i * each + place]!,
            distance: squared[i * each + place]!,
          }));
          assert.deepEqual(found, sorted);
        }
      }),
    );
  });
});

describe('pointSet', () => {
  it('refuses what is no number, or would be none when squared, with the image', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, 1e30]) {
      assert.throws(
        () => points([1, 2], [bad, 0]),
        (error) => Failure.is(error, 'numbers-overflowed') && error.message.includes('image 2'),
      );
    }
  });

  it('makes unit rows of all but zeros, and leaves its source', () => {
    const set = points([3, 4], [0, 0]);
    assert.deepEqual([...unitPoints(set).values], [0.6, 0.8, 0, 0].map(Math.fround));
    assert.deepEqual([...set.values], [3, 4, 0, 0]);
    assert.equal(pointSet([]).count, 0);
  });
});

describe('inTurns', () => {
  function* counting(to: number, onStep: (done: number) => void): Measuring<string> {
    for (let done = 1; done <= to; done++) {
      onStep(done);
      yield { done, total: to };
    }
    return 'done';
  }

  it('gives the result', async () => {
    const work = inTurns(
      counting(3, () => {}),
      new AbortController().signal,
    );
    let step = await work.next();
    while (!step.done) step = await work.next();
    assert.equal(step.value, 'done');
  });

  it('stops at the next step when it is cancelled', async () => {
    const controller = new AbortController();
    let last = 0;
    const work = inTurns(
      counting(100, (done) => {
        last = done;
        if (done === 5) controller.abort();
      }),
      controller.signal,
    );
    const run = async () => {
      for await (const _ of work);
    };
    await assert.rejects(run(), (error) => Failure.is(error, 'cancelled'));
    assert.equal(last, 5);
  });
});
