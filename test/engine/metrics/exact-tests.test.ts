import assert from 'node:assert/strict';
import fc from 'fast-check';
import { binomialTail, fisherExact } from '../../../src/engine/metrics/exact-tests.ts';

function near(actual: number, expected: number): void {
  assert.ok(Math.abs(actual - expected) < 1e-6, `${actual} is not ${expected}`);
}

describe("Fisher's exact test", () => {
  it('says of the lady tasting tea what he said', () => near(fisherExact(3, 4, 1, 4), 34 / 70));

  it("is as SciPy's, two-sided", () => {
    // scipy.stats.fisher_exact([[8, 2], [1, 5]]) in its documentation.
    near(fisherExact(8, 10, 1, 6), 0.034965034965034975);
  });

  it('is the same from either side, for hits and for misses, and a probability', () => {
    const side = fc.nat(40).chain((n) => fc.nat(n).map((hits) => ({ hits, n })));
    fc.assert(
      fc.property(side, side, (a, b) => {
        const p = fisherExact(a.hits, a.n, b.hits, b.n);
        assert.ok(p > 0 && p <= 1);
        near(p, fisherExact(b.hits, b.n, a.hits, a.n));
        near(p, fisherExact(a.n - a.hits, a.n, b.n - b.hits, b.n));
      }),
    );
  });
});

describe('the tail of the binomial', () => {
  it('sums what is at least as much', () => {
    near(binomialTail(8, 10, 0.5), 56 / 1024);
    near(binomialTail(10, 10, 0.9), 0.9 ** 10);
  });

  it('is sure of nothing or more, and never above 1', () => {
    fc.assert(
      fc.property(fc.nat(50), fc.double({ min: 0, max: 1, noNaN: true }), (n, p) => {
        assert.equal(binomialTail(0, n, p), 1);
        for (let hits = 1; hits <= n; hits++)
          assert.ok(binomialTail(hits, n, p) <= binomialTail(hits - 1, n, p) + 1e-12);
      }),
      { numRuns: 30 },
    );
    assert.equal(binomialTail(1, 5, 0), 0);
    assert.equal(binomialTail(5, 5, 1), 1);
  });
});
