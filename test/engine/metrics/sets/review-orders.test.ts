import assert from 'node:assert/strict';
import fc from 'fast-check';
import { probabilityTable } from '../../../../src/engine/metrics/labels/probability-table.ts';
import { measured } from '../../../../src/engine/metrics/sets/in-turns.ts';
import {
  mostDifferent,
  mostTypical,
  mostUncertain,
  outliers,
  type RankedImage,
} from '../../../../src/engine/metrics/sets/review-orders.ts';
import { gridPoints, near, points } from './point-arbitraries.ts';

const indices = (ranked: readonly RankedImage[] | null) => ranked?.map(({ index }) => index);

describe('review orders', () => {
  it('puts the most uncertain first', () => {
    const table = probabilityTable(
      [
        [1, 0],
        [0.5, 0.5],
        [0.8, 0.2],
      ],
      [0, 0, 0],
      2,
    );
    const ranked = mostUncertain(table);
    assert.deepEqual(indices(ranked), [1, 2, 0]);
    assert.ok(near(ranked[0]?.score, 1) && near(ranked[1]?.score, 0.7219280948873623) && ranked[2]?.score === 0);
  });

  it('puts what lies among others first, and last when outliers are sought', () => {
    const set = points([0], [1], [2], [50]);
    assert.deepEqual(indices(measured(mostTypical(set, 2))), [1, 0, 2, 3]);
    assert.deepEqual(indices(measured(outliers(set, 2)))?.[0], 3);
    assert.equal(measured(outliers(set, 2))?.[0]?.score, 48.5);
  });

  it('chooses the farthest from what is chosen', () => {
    const set = points([0], [1], [10], [11], [4]);
    assert.deepEqual(indices(measured(mostDifferent(set, 3))), [3, 0, 4]);
    assert.deepEqual(indices(measured(mostDifferent(set, 2, [0]))), [3, 4]);
  });

  it('covers all as k-centre does: chosen ones are as far apart as any other is from them', () => {
    fc.assert(
      fc.property(gridPoints(3, { least: 2, most: 20 }), fc.integer({ min: 1, max: 20 }), (rows, count) => {
        const ranked = measured(mostDifferent(points(...rows), count));
        assert.equal(ranked.length, Math.min(count, rows.length));
        assert.equal(new Set(indices(ranked)).size, ranked.length);
        const away = (a: number, b: number) => Math.hypot(...rows[a]!.map((value, i) => value - rows[b]![i]!));
        for (const [place, { index, score }] of ranked.entries()) {
          const before = ranked.slice(0, place);
          if (place === 0) continue;
          const gap = (i: number) => Math.min(...before.map((other) => away(i, other.index)));
          assert.ok(near(score, gap(index)));
          for (const i of rows.keys()) assert.ok(gap(i) <= score + 1e-6);
        }
      }),
    );
  });

  it('has nothing to say of what is not there', () => {
    assert.equal(measured(mostTypical(points([1]))), null);
    assert.equal(measured(outliers(points([1], [2]), 0)), null);
    assert.deepEqual(measured(mostDifferent(points(), 3)), []);
    assert.deepEqual(measured(mostDifferent(points([1]), Number.NaN)), []);
    assert.deepEqual(measured(mostDifferent(points([1]), 3, [0])), []);
    assert.deepEqual(mostUncertain(probabilityTable([], [], 3)), []);
  });
});
