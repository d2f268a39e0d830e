import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pairedBootstrap, pairedBootstrapOfMeans } from '../../../src/engine/metrics/paired-bootstrap.ts';

/** Of n pairs, how many became right and how many wrong. */
function flips(n: number, up: number, down: number): number[] {
  return Array.from({ length: n }, (_, i) => (i < up ? 1 : i < up + down ? -1 : 0));
}

/**
 * The bootstrap's distribution without resampling: each of n draws adds 1, −1 or 0, so the distribution of the sum is that of
 * one draw convolved n times. Returns the ends of its central 95 %.
 */
function exactEnds(n: number, up: number, down: number): { low: number; high: number } {
  let sums = new Map([[0, 1]]);
  for (let draw = 0; draw < n; draw++) {
    const next = new Map<number, number>();
    for (const [sum, chance] of sums) {
      for (const [step, share] of [
        [1, up / n],
        [-1, down / n],
        [0, 1 - (up + down) / n],
      ] as const) {
        next.set(sum + step, (next.get(sum + step) ?? 0) + chance * share);
      }
    }
    sums = next;
  }
  const ordered = [...sums].sort(([a], [b]) => a - b);
  const end = (share: number) => {
    let total = 0;
    for (const [sum, chance] of ordered) {
      total += chance;
      if (total >= share) return sum;
    }
    return Number.NaN;
  };
  return { low: end(0.025) / n, high: end(0.975) / n };
}

describe('pairedBootstrap', () => {
  for (const { n, up, down } of [
    { n: 20, up: 5, down: 1 },
    { n: 100, up: 12, down: 4 },
    { n: 500, up: 30, down: 30 },
    { n: 60, up: 60, down: 0 },
    { n: 60, up: 40, down: 20 },
  ]) {
    it(`is the exact bootstrap of ${up} better and ${down} worse of ${n}, within one pair`, () => {
      const { value, low, high, n: pairs } = pairedBootstrap(flips(n, up, down));
      const exact = exactEnds(n, up, down);
      assert.equal(pairs, n);
      assert.equal(value, (up - down) / n);
      assert.ok(Math.abs((low ?? Number.NaN) - exact.low) <= 1.01 / n, `${low} and ${exact.low}`);
      assert.ok(Math.abs((high ?? Number.NaN) - exact.high) <= 1.01 / n, `${high} and ${exact.high}`);
    });
  }

  it('of very many changes, which are not resampled, is what resampling comes to', () => {
    const few = pairedBootstrap(flips(10_000, 2990, 2010));
    const many = pairedBootstrap(flips(10_000, 2991, 2010));
    assert.ok(Math.abs((few.low ?? 0) - (many.low ?? 0)) < 0.001);
    assert.ok(Math.abs((few.high ?? 0) - (many.high ?? 0)) < 0.001);
    const groups = [flips(4000, 1500, 1000), flips(6000, 1500, 1000)];
    const [below, above] = [
      pairedBootstrapOfMeans(groups),
      pairedBootstrapOfMeans([...groups.slice(1), flips(4000, 1501, 1000)]),
    ];
    assert.ok(Math.abs((below.low ?? 0) - (above.low ?? 0)) < 0.001);
  });

  it('of many real numbers is as wide as their standard error says', () => {
    // Equally spaced on [0, 1]: standard deviation 1/√12.
    const { low, high } = pairedBootstrap(Array.from({ length: 400 }, (_, i) => (i + 0.5) / 400));
    const half = (1.96 / Math.sqrt(12)) * (1 / Math.sqrt(400));
    assert.ok(Math.abs((high ?? 0) - (low ?? 0) - 2 * half) < 0.1 * half);
  });

  it('knows nothing without pairs', () => {
    const nothing = { value: null, low: null, high: null, n: 0, method: 'paired-bootstrap' };
    assert.deepEqual(pairedBootstrap([]), nothing);
    assert.deepEqual(pairedBootstrapOfMeans([[], []]), nothing);
  });

  const differences = fc.array(fc.constantFrom(-1, -0.25, 0, 0, 0.5, 1), { minLength: 1, maxLength: 40 });

  it('holds the mean between its ends, the ends between the least and the greatest', () => {
    fc.assert(
      fc.property(differences, (values) => {
        const { value, low, high } = pairedBootstrap(values);
        const bounds = [Math.min(...values), low ?? Number.NaN, high ?? Number.NaN, Math.max(...values)];
        assert.deepEqual(
          [...bounds].sort((a, b) => a - b),
          bounds,
        );
        assert.ok(Math.abs((value ?? 0) - values.reduce<number>((sum, each) => sum + each, 0) / values.length) < 1e-12);
      }),
      { numRuns: 30 },
    );
  });

  it('is the same each time, and mirrored from after to before', () => {
    fc.assert(
      fc.property(differences, (values) => {
        const there = pairedBootstrap(values);
        const back = pairedBootstrap(values.map((value) => -value));
        assert.deepEqual(pairedBootstrap([...values]), there);
        assert.ok(Math.abs((back.low ?? 0) + (there.high ?? 0)) < 1e-12);
        assert.ok(Math.abs((back.high ?? 0) + (there.low ?? 0)) < 1e-12);
      }),
      { numRuns: 30 },
    );
  });

  it('says 0 of pairs that did not change, whatever their number', () => {
    const { value, low, high } = pairedBootstrap(flips(10_000, 0, 0));
    assert.deepEqual({ value, low, high }, { value: 0, low: 0, high: 0 });
  });

  it('counts each group alike, however large', () => {
    const { value, n } = pairedBootstrapOfMeans([flips(10, 5, 0), flips(90, 0, 0), []]);
    assert.equal(value, 0.25);
    assert.equal(n, 100);
  });
});
