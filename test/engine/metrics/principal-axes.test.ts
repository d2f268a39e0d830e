import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nearestPoints } from '../../../src/engine/metrics/nearest-points.ts';
import { Covariance, principalAxes, project } from '../../../src/engine/metrics/principal-axes.ts';
import { stratifiedSample } from '../../../src/engine/metrics/stratified-sample.ts';

const coordinate = fc.float({ min: -5, max: 5, noNaN: true });
const clouds = fc
  .array(fc.array(coordinate, { minLength: 4, maxLength: 4 }), { minLength: 2, maxLength: 30 })
  .map((rows) => {
    const mean = [0, 1, 2, 3].map((i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);
    return rows.map((row) => Float32Array.from(row, (value, i) => value - mean[i]!));
  });

function axesOf(points: readonly Float32Array[], count: number) {
  const covariance = new Covariance(points[0]!.length);
  covariance.add(points);
  return principalAxes(covariance, count);
}

describe('principalAxes', () => {
  it('is as by hand', () => {
    // Spread along (1, 1)/√2 by ±2√2 and along (1, −1)/√2 by ±√2: sums of squares 16 and 4.
    const points = [
      [2, 2],
      [-2, -2],
      [1, -1],
      [-1, 1],
    ].map((row) => Float32Array.from(row));
    const { axes, shares } = axesOf(points, 2);
    assert.ok(Math.abs(shares[0]! - 0.8) < 1e-6 && Math.abs(shares[1]! - 0.2) < 1e-6);
    assert.ok(axes[0]!.every((value) => Math.abs(value - Math.SQRT1_2) < 1e-4));
    assert.deepEqual(
      project(points[0]!, axes).map((value) => Math.round(value * 1e3) / 1e3),
      [2.828, 0],
    );
  });

  it('finds unit vectors at right angles, along which no less is spread than along any other', () => {
    fc.assert(
      fc.property(clouds, fc.array(coordinate, { minLength: 4, maxLength: 4 }), (points, other) => {
        const length = Math.hypot(...other);
        fc.pre(length > 0.1 && points.some((point) => Math.hypot(...point) > 0.1));
        const { axes, shares } = axesOf(points, 2);
        const [first, second] = axes;
        assert.ok(Math.abs(Math.hypot(...first!) - 1) < 1e-6);
        assert.ok(Math.abs(first!.reduce((sum, value, i) => sum + value * second![i]!, 0)) < 1e-6);
        const spread = (axis: ArrayLike<number>) =>
          points.reduce((sum, point) => sum + point.reduce((all, value, i) => all + value * axis[i]!, 0) ** 2, 0);
        assert.ok(spread(first!) >= spread(other.map((value) => value / length)) * (1 - 1e-3) - 1e-6);
        assert.ok(shares[0]! >= shares[1]! - 1e-6 && shares[0]! + shares[1]! <= 1 + 1e-6);
      }),
    );
  });

  it('does not fall over points without spread', () => {
    const { axes, shares } = axesOf([Float32Array.of(0, 0, 0)], 2);
    assert.deepEqual(shares, [0, 0]);
    assert.ok(axes.flatMap((axis) => [...axis]).every(Number.isFinite));
  });
});

describe('nearestPoints', () => {
  it('is what sorting all would give, itself first', () => {
    fc.assert(
      fc.property(clouds, fc.nat(), fc.integer({ min: 1, max: 9 }), (cloud, pick, wanted) => {
        const points = cloud.map((point) => Float64Array.from(point));
        const to = pick % points.length;
        const count = Math.min(wanted, points.length);
        const { indices, distances } = nearestPoints(points, to, count);
        const all = points.map((point) => Math.hypot(...point.map((value, i) => value - points[to]![i]!)));
        const sorted = all.toSorted((a, b) => a - b).slice(0, count);
        assert.equal(indices[0], to);
        assert.equal(new Set(indices).size, count);
        for (const [i, distance] of distances.entries()) {
          assert.ok(Math.abs(distance - sorted[i]!) < 1e-6 && Math.abs(distance - all[indices[i]!]!) < 1e-6);
        }
      }),
    );
  });
});

describe('stratifiedSample', () => {
  it('takes of each stratum its share, the same each time, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { maxLength: 200 }), fc.integer({ min: 1, max: 100 }), (strata, most) => {
        const sample = stratifiedSample(strata, most);
        assert.deepEqual(sample, stratifiedSample(strata, most));
        assert.deepEqual(
          sample,
          [...new Set(sample)].sort((a, b) => a - b),
        );
        assert.equal(sample.length, Math.min(most, strata.length));
        for (const stratum of new Set(strata)) {
          const of = strata.filter((one) => one === stratum).length;
          const taken = sample.filter((index) => strata[index] === stratum).length;
          assert.ok(Math.abs(taken - (of * sample.length) / strata.length) <= 4, `${taken} of ${of}`);
        }
      }),
    );
  });
});
