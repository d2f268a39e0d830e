import assert from 'node:assert/strict';
import fc from 'fast-check';
import { shareDifference } from '../../../src/protocol/statistics/share-difference.ts';
import { wilson } from '../../../src/protocol/statistics/wilson.ts';

describe('the difference of two shares', () => {
  // Newcombe 1998, table II, examples (a), (c) and (e), method 10.
  for (const [hits, n, hitsBefore, nBefore, low, high] of [
    [56, 70, 48, 80, 0.0524, 0.3339],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
  ] as const) {
    it(`is ${hits}/${n} less ${hitsBefore}/${nBefore} as it was published`, () => {
      const difference = shareDifference(wilson(hits, n), wilson(hitsBefore, nBefore));
      assert.equal(difference?.low.toFixed(4), low.toFixed(4));
      assert.equal(difference?.high.toFixed(4), high.toFixed(4));
    });
  }

  it('holds its value, and is the same turned round', () => {
    const shares = fc.nat({ max: 40 }).chain((n) => fc.nat({ max: n }).map((hits) => wilson(hits, n)));
    fc.assert(
      fc.property(shares, shares, (a, b) => {
        const [there, back] = [shareDifference(a, b), shareDifference(b, a)];
        if (a.n === 0 || b.n === 0) return assert.equal(there, null);
        assert.ok(there && back && there.low <= there.value && there.value <= there.high);
        assert.ok(Math.abs(there.low + back.high) < 1e-12);
      }),
    );
  });
});
