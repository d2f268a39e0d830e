import assert from 'node:assert/strict';
import fc from 'fast-check';
import { balanceOf, discountedDivergence } from '../../../../src/engine/metrics/sets/balance.ts';
import { near } from './point-arbitraries.ts';

const cases = fc.integer({ min: 1, max: 4 }).chain((groups) =>
  fc.record({
    members: fc.array(fc.nat(groups - 1), { minLength: 1, maxLength: 30 }),
    target: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: groups, maxLength: groups }),
  }),
);

describe('balanceOf', () => {
  it('is by hand', () => {
    const found = balanceOf([0, 0, 0, 1], [1, 1])!;
    assert.deepEqual(
      found.groups.map(({ count, target }) => [count, target]),
      [
        [3, 0.5],
        [1, 0.5],
      ],
    );
    assert.ok(near(found.maxSkew, Math.log(1.5)) && near(found.minSkew, Math.log(0.5)));
    assert.ok(near(found.divergence, 0.75 * Math.log(1.5) + 0.25 * Math.log(0.5)));
  });

  it('counts none as one, and what nobody asked for as infinitely much', () => {
    assert.ok(near(balanceOf([0, 0], [1, 1])!.minSkew, 0));
    const unasked = balanceOf([0, 1], [1, 0])!;
    assert.equal(unasked.maxSkew, Number.POSITIVE_INFINITY);
    assert.equal(unasked.divergence, Number.POSITIVE_INFINITY);
    assert.equal(balanceOf([0, 0], [1, 0])!.groups[1]!.skew, null);
  });

  it('is 0 where shares are as asked for, and never less', () => {
    fc.assert(
      fc.property(cases, ({ members, target }) => {
        const found = balanceOf(members, target)!;
        assert.ok(found.divergence >= -1e-12);
        const exact = balanceOf(
          target.flatMap((count, group) => Array.from({ length: count }, () => group)),
          target,
        )!;
        assert.ok(near(exact.divergence, 0) && near(exact.maxSkew, 0) && near(exact.minSkew, 0));
      }),
    );
  });

  it('has nothing to say without images or a target', () => {
    for (const target of [[], [0, 0], [Number.NaN], [-1, 2], [Number.POSITIVE_INFINITY]]) {
      assert.equal(balanceOf([0], target), null);
      assert.equal(discountedDivergence([0], target), null);
    }
    assert.equal(balanceOf([], [1]), null);
    assert.throws(() => balanceOf([2], [1, 1]), RangeError);
  });
});

describe('discountedDivergence', () => {
  it('is by hand', () => {
    // The first alone: ln 2; both: 0. Weights 1 and 1 / log₂ 3.
    assert.ok(near(discountedDivergence([0, 1], [1, 1]), Math.log(2) / (1 + 1 / Math.log2(3))));
  });

  it('is the greater the earlier an order is unbalanced', () => {
    assert.ok(discountedDivergence([0, 0, 1, 1], [1, 1])! > discountedDivergence([0, 1, 0, 1], [1, 1])!);
    fc.assert(fc.property(cases, ({ members, target }) => discountedDivergence(members, target)! >= 0));
  });
});
