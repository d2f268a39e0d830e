import assert from 'node:assert/strict';
import { percentileInterval, resampleConfusion } from '../../../src/engine/metrics/bootstrap.ts';
import { balancedAccuracy } from '../../../src/engine/metrics/confusion-matrix.ts';
import { wilson } from '../../../src/engine/metrics/wilson.ts';

const confusion = [
  [70, 30],
  [10, 90],
];

describe('resampleConfusion', () => {
  it('keeps the number of images of each class', () => {
    for (const drawn of resampleConfusion(confusion, 50)) {
      assert.deepEqual(
        drawn.map((row) => row.reduce((sum, count) => sum + count, 0)),
        [100, 100],
      );
    }
  });

  it('draws different matrices, the same ones each time', () => {
    const once = resampleConfusion(confusion, 20);
    assert.deepEqual(once, resampleConfusion(confusion, 20));
    assert.ok(new Set(once.map((drawn) => JSON.stringify(drawn))).size > 10);
  });

  it('agrees with the interval of a plain share where there is one', () => {
    // With one class, balanced accuracy is a share, and the percentiles should come near Wilson's ends.
    const oneClass = [
      [80, 20],
      [0, 0],
    ];
    const drawn = resampleConfusion(oneClass).map(balancedAccuracy);
    const { low, high } = percentileInterval(balancedAccuracy(oneClass), drawn, 100);
    const expected = wilson(80, 100);
    assert.ok(Math.abs(low! - expected.low!) < 0.03, `${low} ${expected.low}`);
    assert.ok(Math.abs(high! - expected.high!) < 0.03, `${high} ${expected.high}`);
  });
});

describe('percentileInterval', () => {
  it('takes the middle 95 %', () => {
    const drawn = Array.from({ length: 1000 }, (_, i) => i / 1000);
    const { low, high } = percentileInterval(0.5, drawn, 10);
    assert.equal(low, 0.025);
    assert.equal(high, 0.975);
  });

  it('knows nothing of what is not defined', () => {
    assert.deepEqual(percentileInterval(null, [null, null], 10), {
      value: null,
      n: 0,
      low: null,
      high: null,
      method: 'bootstrap',
    });
  });

  it('leaves out draws in which the number is not defined', () => {
    const { low, high } = percentileInterval(0.5, [null, 0.4, null, 0.6], 10);
    assert.deepEqual([low, high], [0.4, 0.6]);
  });
});
