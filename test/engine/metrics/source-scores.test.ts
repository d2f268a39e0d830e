import assert from 'node:assert/strict';
import fc from 'fast-check';
import { countConfusion } from '../../../src/engine/metrics/confusion-matrix.ts';
import { confusionShare, type ScoredImage, scoreSource } from '../../../src/engine/metrics/source-scores.ts';
import { MersenneTwister } from '../../../src/engine/random/mersenne-twister.ts';
import type { Estimate } from '../../../src/protocol/evaluation.ts';

const classes = ['shirt', 'sneaker', 'bag'];

const scoredImages: fc.Arbitrary<readonly ScoredImage[]> = fc.array(
  fc.record({ actual: fc.nat(2), predicted: fc.nat(2), rank: fc.integer({ min: 1, max: 9 }) }),
  { maxLength: 60 },
);

/** `actual` taken for `predicted`, `count` times. */
function images(actual: number, predicted: number, count: number): readonly ScoredImage[] {
  return Array.from({ length: count }, () => ({ actual, predicted, rank: 1 }));
}

// By hand: shirt 8 of 10 right, 2 taken for bag; sneaker 5 of 5; bag 3 of 5, 2 taken for shirt.
const example = [...images(0, 0, 8), ...images(0, 2, 2), ...images(1, 1, 5), ...images(2, 2, 3), ...images(2, 0, 2)];

describe('scoreSource', () => {
  it('counts by hand', () => {
    const scores = scoreSource(classes, example);
    assert.deepEqual(scores.confusion, [
      [8, 0, 2],
      [0, 5, 0],
      [2, 0, 3],
    ]);
    assert.equal(scores.accuracy.value, 16 / 20);
    assert.equal(scores.accuracy.n, 20);
    assert.ok(Math.abs(scores.balancedAccuracy.value! - (0.8 + 1 + 0.6) / 3) < 1e-12);
    const [shirt, sneaker] = scores.perClass;
    assert.equal(shirt?.recall.value, 8 / 10);
    assert.equal(shirt?.precision.value, 8 / 10);
    assert.equal(shirt?.f1.value, 0.8);
    assert.equal(shirt?.f1.n, 12, 'images that are shirts or were taken for one');
    assert.equal(sneaker?.f1.value, 1);
    // Wilson of 8 in 12 is 0.3906 to 0.8619, through 2J / (1 + J).
    assert.ok(Math.abs(shirt!.f1.low! - 0.5618) < 2e-4 && Math.abs(shirt!.f1.high! - 0.9258) < 2e-4);
  });

  it('gives the share of one confusion', () => {
    const { confusion } = scoreSource(classes, example);
    assert.equal(confusionShare(confusion, 0, 2).value, 0.2);
    assert.equal(confusionShare(confusion, 2, 0).n, 5);
    assert.equal(confusionShare(confusion, 0, -1).value, 0);
    assert.equal(confusionShare(confusion, -1, 0).value, null, 'a class that is not there has no images');
  });

  it('knows nothing without images', () => {
    const scores = scoreSource(classes, []);
    assert.equal(scores.accuracy.value, null);
    assert.equal(scores.balancedAccuracy.value, null);
    assert.equal(scores.balancedAccuracy.n, 0);
    assert.ok(scores.perClass.every(({ f1, recall }) => f1.value === null && recall.value === null));
  });

  it('puts the interval of balanced accuracy around it, and holds the truth in it as often as it says', () => {
    const random = new MersenneTwister(1);
    const rights = [0.95, 0.8, 0.6];
    const trials = 2000;
    let held = 0;
    for (let trial = 0; trial < trials; trial++) {
      const drawn = rights.flatMap((right, actual) =>
        Array.from({ length: 12 }, () => (random.uniform53() < right ? actual : (actual + 1) % 3)),
      );
      const some = drawn.map((predicted, i) => ({ actual: Math.floor(i / 12), predicted, rank: 1 }));
      const { low, high } = scoreSource(classes, some).balancedAccuracy;
      const truth = (0.95 + 0.8 + 0.6) / 3;
      if (low! <= truth && truth <= high!) held += 1;
    }
    assert.ok(held / trials > 0.93 && held / trials < 0.985, `${held / trials}`);
  });

  it('says that a perfect score of few images may be chance', () => {
    const { balancedAccuracy } = scoreSource(classes, [...images(0, 0, 3), ...images(1, 1, 3), ...images(2, 2, 3)]);
    assert.equal(balancedAccuracy.value, 1);
    assert.ok(balancedAccuracy.low! < 0.95, `${balancedAccuracy.low}`);
  });

  it('holds every estimate inside its interval and inside [0, 1]', () => {
    fc.assert(
      fc.property(scoredImages, (some) => {
        const { accuracy, balancedAccuracy, top5, perClass } = scoreSource(classes, some);
        const all = [
          accuracy,
          balancedAccuracy,
          top5,
          ...perClass.flatMap((one) => [one.recall, one.precision, one.f1]),
        ];
        for (const estimate of all) assert.ok(isSound(estimate), JSON.stringify(estimate));
      }),
      { numRuns: 25 },
    );
  });

  it('is deterministic, and does not depend on the order of the images', () => {
    fc.assert(
      fc.property(scoredImages, (some) => {
        assert.deepEqual(scoreSource(classes, some), scoreSource(classes, [...some].reverse()));
      }),
      { numRuns: 10 },
    );
  });
});

function isSound({ value, n, low, high }: Estimate): boolean {
  if (n === 0) return value === null && low === null && high === null;
  return 0 <= low! && low! <= value! && value! <= high! && high! <= 1;
}

describe('countConfusion', () => {
  it('counts each image once', () => {
    fc.assert(
      fc.property(scoredImages, (some) => {
        const sum = countConfusion(3, some)
          .flat()
          .reduce((total, count) => total + count, 0);
        assert.equal(sum, some.length);
      }),
    );
  });
});
