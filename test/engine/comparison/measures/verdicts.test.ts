import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chanceOf, independentDifference } from '../../../../src/engine/comparison/measures/independent-difference.ts';
import { measuresOf } from '../../../../src/engine/comparison/measures/measures-of.ts';
import { signTest } from '../../../../src/engine/comparison/measures/sign-test.ts';
import { type Finding, verdictsOf } from '../../../../src/engine/comparison/measures/verdicts.ts';
import { MersenneTwister } from '../../../../src/engine/random/mersenne-twister.ts';
import { wilson } from '../../../../src/protocol/statistics/wilson.ts';

describe('signTest', () => {
  // Two-sided exact binomial probabilities, from the binomial coefficients: 2 · Σ C(n, i) / 2ⁿ.
  for (const [up, down, chance] of [
    [0, 0, 1],
    [5, 0, 2 / 32],
    [6, 0, 2 / 64],
    [9, 1, (2 * (1 + 10)) / 1024],
    [3, 3, 1],
  ] as const) {
    it(`of ${up} up and ${down} down is ${chance}`, () => {
      assert.ok(Math.abs(signTest(up, down) - chance) < 1e-12);
    });
  }

  it('is a probability, alike both ways, and less the more one-sided', () => {
    fc.assert(
      fc.property(fc.nat(3000), fc.nat(3000), (up, down) => {
        const chance = signTest(up, down);
        assert.ok(chance >= 0 && chance <= 1);
        assert.equal(chance, signTest(down, up));
        if (up > down) assert.ok(signTest(up + 1, down) <= chance + 1e-12);
      }),
    );
  });
});

describe('verdicts', () => {
  const finding = (low: number, high: number, chance: number, better: Finding['better'] = 'higher'): Finding => ({
    difference: { value: (low + high) / 2, low, high, n: 100, method: 'paired-bootstrap' },
    chance,
    better,
  });

  it('call clear only what leaves out 0 and is hardly chance', () => {
    assert.deepEqual(verdictsOf([finding(0.01, 0.1, 0.01)]), ['better']);
    assert.deepEqual(verdictsOf([finding(-0.1, -0.01, 0.01)]), ['worse']);
    assert.deepEqual(verdictsOf([finding(-0.1, -0.01, 0.01, 'lower')]), ['better']);
    assert.deepEqual(verdictsOf([finding(-0.01, 0.1, 0.01)]), ['no clear difference']);
    assert.deepEqual(verdictsOf([finding(0.01, 0.1, 0.2)]), ['no clear difference']);
  });

  it('ask for more where more was looked at', () => {
    const crowd = Array.from({ length: 9 }, () => finding(-1, 1, 0.8));
    assert.deepEqual(verdictsOf([finding(0.01, 0.1, 0.04)]), ['better']);
    assert.equal(verdictsOf([finding(0.01, 0.1, 0.04), ...crowd])[0], 'no clear difference');
    assert.equal(verdictsOf([finding(0.01, 0.1, 0.004), ...crowd])[0], 'better');
  });

  it('do not sell noise: of measures on pairs that move at random, few sets of ten have a clear one', () => {
    // 200 sets of ten classes, 40 images each; the level allows for 10 sets.
    const random = new MersenneTwister(3);
    const pair = () => {
      const u = random.uniform24();
      return u < 0.1 ? ([0, 1] as const) : u < 0.2 ? ([1, 0] as const) : ([1, 1] as const);
    };
    const sets = Array.from({ length: 200 }, () =>
      measuresOf(
        Array.from({ length: 10 }, (_, i) => ({
          metric: 'recall' as const,
          class: `c${i}`,
          source: 'holdout',
          groups: [Array.from({ length: 40 }, pair)],
        })),
      ),
    );
    const clear = sets.filter((set) => set.some(({ verdict }) => verdict !== 'no clear difference')).length;
    assert.ok(clear <= 20, `${clear} of 200 sets`);
  });
});

describe('measures', () => {
  const pairs = (up: number, down: number, rest: number) => [
    ...Array.from({ length: up }, () => [0, 1] as const),
    ...Array.from({ length: down }, () => [1, 0] as const),
    ...Array.from({ length: rest }, () => [1, 1] as const),
  ];

  it('say what they are made of', () => {
    const [measure] = measuresOf([{ metric: 'accuracy', source: 'holdout', groups: [pairs(30, 2, 68)] }]);
    assert.equal(measure?.before, 0.7);
    assert.equal(measure?.after, 0.98);
    assert.deepEqual(measure?.moved, { up: 30, down: 2 });
    assert.equal(measure?.difference.n, 100);
    assert.equal(measure?.verdict, 'better');
  });

  it('of a handful of pairs are never clear, however they moved', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5 }), (up) => {
        const [measure] = measuresOf([{ metric: 'accuracy', source: 'holdout', groups: [pairs(up, 0, 0)] }]);
        assert.equal(measure?.verdict, 'no clear difference');
      }),
    );
  });

  it('without a pair are left out', () => {
    assert.deepEqual(measuresOf([{ metric: 'accuracy', source: 'holdout', groups: [[], []] }]), []);
  });
});

describe('independentDifference', () => {
  // R. G. Newcombe, Statistics in Medicine 17 (1998), 873–890, table II, method 10 (score without continuity correction).
  for (const { after, before, low, high } of [
    { after: [56, 70], before: [48, 80], low: 0.0524, high: 0.3339 },
    { after: [9, 10], before: [3, 10], low: 0.1705, high: 0.809 },
    { after: [6, 7], before: [2, 7], low: 0.0582, high: 0.8062 },
    { after: [10, 10], before: [0, 20], low: 0.6791, high: 1 },
  ] as const) {
    it(`gives Newcombe's interval of ${after.join('/')} less ${before.join('/')}`, () => {
      const difference = independentDifference(wilson(before[0], before[1]), wilson(after[0], after[1]));
      assert.equal(difference.low?.toFixed(4), low.toFixed(4));
      assert.equal(difference.high?.toFixed(4), high.toFixed(4));
    });
  }

  it('has a chance below 5 in 100 exactly where its interval leaves out 0', () => {
    const shares = fc.integer({ min: 1, max: 400 }).chain((n) => fc.tuple(fc.nat(n), fc.constant(n)));
    fc.assert(
      fc.property(shares, shares, (before, after) => {
        const difference = independentDifference(wilson(before[0], before[1]), wilson(after[0], after[1]));
        const leavesOut = (difference.low ?? 0) > 0 || (difference.high ?? 0) < 0;
        assert.equal(chanceOf(difference) < 0.05 - 1e-6, leavesOut);
      }),
    );
  });

  it('knows nothing of no images', () => {
    const difference = independentDifference(wilson(0, 0), wilson(3, 4));
    assert.equal(difference.value, null);
    assert.equal(chanceOf(difference), 1);
  });
});
