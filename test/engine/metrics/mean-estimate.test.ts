import assert from 'node:assert/strict';
import fc from 'fast-check';
import { meanEstimate } from '../../../src/engine/metrics/mean-estimate.ts';

describe('the mean with its interval', () => {
  it('lies within the interval, which lies within the values', () => {
    const values = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(values, (all) => {
        const { value, low, high, n } = meanEstimate(all);
        assert.equal(n, all.length);
        const slack = 1e-9;
        assert.ok(low! <= high! && low! >= Math.min(...all) - slack && high! <= Math.max(...all) + slack);
        assert.ok(value! >= Math.min(...all) - slack && value! <= Math.max(...all) + slack);
      }),
      { numRuns: 20 },
    );
  });

  it('is none of nothing', () => {
    const nothing = { value: null, n: 0, low: null, high: null, method: 'bootstrap', unit: 'cosine' };
    assert.deepEqual(meanEstimate([]), nothing);
  });
});
