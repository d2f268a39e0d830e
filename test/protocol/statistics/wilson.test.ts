import assert from 'node:assert/strict';
import fc from 'fast-check';
import { wilson } from '../../../src/protocol/statistics/wilson.ts';

// R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), 857–872,
// table I, row "3. Score, no continuity correction"; four decimals.
const newcombe = [
  { hits: 81, n: 263, low: 0.2553, high: 0.3662 },
  { hits: 15, n: 148, low: 0.0624, high: 0.1605 },
  { hits: 0, n: 20, low: 0, high: 0.1611 },
  { hits: 1, n: 29, low: 0.0061, high: 0.1718 },
];

describe('wilson', () => {
  for (const { hits, n, low, high } of newcombe) {
    it(`gives Newcombe's interval of ${hits} in ${n}`, () => {
      const estimate = wilson(hits, n);
      assert.equal(estimate.value, hits / n);
      assert.equal(estimate.low?.toFixed(4), low.toFixed(4));
      assert.equal(estimate.high?.toFixed(4), high.toFixed(4));
    });
  }

  it('knows nothing without images', () => {
    assert.deepEqual(wilson(0, 0), { value: null, n: 0, low: null, high: null, method: 'wilson' });
  });

  it('holds the share inside the interval, the interval inside [0, 1], and mirrors hits and misses', () => {
    const counts = fc.nat(5000).chain((n) => fc.tuple(fc.nat(n), fc.constant(n + 1)));
    fc.assert(
      fc.property(counts, ([hits, n]) => {
        const { value, low, high } = wilson(hits, n);
        const mirrored = wilson(n - hits, n);
        assert.ok(0 <= low! && low! <= value! && value! <= high! && high! <= 1);
        assert.ok(low! < high!, 'no finite number of images makes certain');
        assert.ok(Math.abs(1 - mirrored.high! - low!) < 1e-12);
      }),
    );
  });

  it('narrows with more images', () => {
    const width = (n: number) => wilson(n * 0.8, n).high! - wilson(n * 0.8, n).low!;
    assert.ok(width(10) > width(100) && width(100) > width(1000));
  });
});
