import assert from 'node:assert/strict';
import fc from 'fast-check';
import { toldByNumbers, toldByValue } from '../../../../src/engine/metrics/labels/told-by.ts';

const half = Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 0 : 1));

describe('what tells a class', () => {
  it('is a number that differs from class to class', () => {
    const features = half.map((label, i) => [label + i / 1000]);
    assert.equal(toldByNumbers(features, half, 2), 40);
  });

  it('is the spread, too', () => {
    const features = half.map((label, i) => [(label === 0 ? 0.01 : 1) * ((i % 4 < 2 ? 1 : -1) + i / 200)]);
    assert.ok(toldByNumbers(features, half, 2) > 35);
  });

  it('is no number that is the same everywhere: then the most frequent class is said of all', () => {
    const labels = [0, 0, 0, 0, 0, 0, 1, 1, 1];
    assert.equal(
      toldByNumbers(
        labels.map(() => [0.5]),
        labels,
        2,
      ),
      6,
    );
  });

  it('is a value that goes with the class', () => {
    const values = half.map((label) => (label === 0 ? 'red' : 'blue'));
    assert.equal(toldByValue(values, half, 2), 40);
  });

  it('is no value that no other image has', () => {
    const told = toldByValue(
      half.map((_, i) => `seed ${i}`),
      half,
      2,
    );
    assert.ok(told <= 24, `${told} of 40 by chance`);
  });

  it('is counted over all images, whatever there is', () => {
    const set = fc
      .integer({ min: 1, max: 4 })
      .chain((classes) =>
        fc.tuple(
          fc.constant(classes),
          fc.array(fc.tuple(fc.nat(classes - 1), fc.double({ min: -10, max: 10, noNaN: true })), { maxLength: 30 }),
        ),
      );
    fc.assert(
      fc.property(set, ([classes, rows]) => {
        const labels = rows.map(([label]) => label);
        for (const hits of [
          toldByNumbers(
            rows.map(([, value]) => [value, -value]),
            labels,
            classes,
          ),
          toldByValue(
            rows.map(([, value]) => String(Math.sign(value))),
            labels,
            classes,
          ),
        ]) {
          assert.ok(Number.isInteger(hits) && hits >= 0 && hits <= rows.length);
        }
      }),
    );
  });
});
