import assert from 'node:assert/strict';
import fc from 'fast-check';
import { judgeImage } from '../../../src/engine/execution/judging/judged-image.ts';
import { logitsOf } from '../../../src/engine/metrics/logit-table.ts';
import { signedMargin } from '../../../src/engine/metrics/margins.ts';
import { percentileOf } from '../../../src/engine/metrics/percentile.ts';
import { analyseSource } from '../../../src/engine/metrics/source-analysis.ts';

const weights = [Float32Array.of(1, 0), Float32Array.of(0.6, 0.8), Float32Array.of(0, 1)];

function judged(rows: readonly (readonly number[])[], actual: readonly number[]) {
  const table = { classes: 3, logits: Float32Array.from(rows.flat()), actual };
  const images = actual.map((one, i) =>
    judgeImage({ file: `${i}.png`, actual: one }, { hash: `${i}`, logits: logitsOf(table, i) }),
  );
  return { images, analysis: analyseSource(images, table, weights) };
}

const rowsAndClasses = fc.array(
  fc.tuple(fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 3, maxLength: 3 }), fc.nat(2)),
  { maxLength: 30 },
);

describe('a judged image', () => {
  it('has its place among equals by the order of classes', () => {
    const { images } = judged(
      [
        [1, 1, 1],
        [1, 1, 1],
        [0, 2, 2],
      ],
      [0, 2, 2],
    );
    assert.deepEqual(
      images.map(({ predicted, runnerUp, rank }) => [predicted, runnerUp, rank]),
      [
        [0, 1, 1],
        [0, 1, 3],
        [1, 2, 2],
      ],
    );
  });

  it('is consistent in itself', () => {
    fc.assert(
      fc.property(rowsAndClasses, (given) => {
        const { images } = judged(
          given.map(([row]) => row),
          given.map(([, actual]) => actual),
        );
        for (const image of images) {
          assert.equal(image.rank === 1, image.actual === image.predicted);
          assert.notEqual(image.runnerUp, image.predicted);
          assert.ok(image.margin >= 0 && image.truth <= image.confidence + 1e-12);
          assert.ok(Math.abs(signedMargin(image)) <= 1);
          assert.equal(signedMargin(image) > 0 && image.rank > 1, false);
        }
      }),
    );
  });

  it('is of one class alone where there is but one', () => {
    const image = judgeImage({ file: 'a.png', actual: 0 }, { hash: 'a', logits: Float32Array.of(3) });
    assert.deepEqual([image.predicted, image.runnerUp, image.confidence, image.margin, image.rank], [0, -1, 1, 1, 1]);
  });
});

describe('analyseSource', () => {
  it('counts places, margins and pairs by hand', () => {
    const { analysis } = judged(
      [
        [9, 0, 0],
        [0, 9, 0],
        [0, 9, 1],
        [1, 9, 0],
      ],
      [0, 0, 2, 1],
    );
    assert.deepEqual(
      analysis.topK.map(({ value }) => value),
      [0.5, 1, 1].map((value, k) => (k === 1 ? 1 : value)),
    );
    assert.equal(
      analysis.margins.counts.reduce((sum, count) => sum + count, 0),
      4,
    );
    assert.equal(analysis.margins.counts[0], 2, 'surely wrong');
    assert.equal(analysis.margins.counts[19], 2, 'surely right');
    const [first, second, ...others] = analysis.confusedPairs;
    assert.equal(others.length, 0);
    assert.deepEqual({ ...first, cosine: 0 }, { a: 0, b: 1, aForB: 1, bForA: 0, cosine: 0 });
    assert.deepEqual({ ...second, cosine: 0 }, { a: 1, b: 2, aForB: 0, bForA: 1, cosine: 0 });
    assert.ok(Math.abs(first!.cosine - 0.6) < 1e-6 && Math.abs(second!.cosine - 0.8) < 1e-6);
  });

  it('rises with every further place, up to all images', () => {
    fc.assert(
      fc.property(rowsAndClasses, (given) => {
        const { analysis, images } = judged(
          given.map(([row]) => row),
          given.map(([, actual]) => actual),
        );
        const shares = analysis.topK.map(({ value }) => value ?? 1);
        assert.deepEqual(shares, shares.toSorted());
        assert.equal(shares.at(-1), 1);
        const wrong = images.filter(({ actual, predicted }) => actual !== predicted).length;
        assert.equal(
          analysis.confusedPairs.reduce((sum, { aForB, bForA }) => sum + aForB + bForA, 0),
          wrong,
        );
      }),
      { numRuns: 40 },
    );
  });

  it('knows nothing without images', () => {
    const { analysis } = judged([], []);
    assert.ok(analysis.topK.every(({ value }) => value === null));
    assert.equal(analysis.margins.median, null);
    assert.deepEqual(analysis.confusedPairs, []);
  });
});

describe('percentileOf', () => {
  it('is numpy’s `inverted_cdf`', () => {
    // numpy.percentile([3, 1, 4, 1, 5], q, method='inverted_cdf') for 0, 10, 40, 50, 60, 99, 100.
    const expected = [1, 1, 1, 3, 3, 5, 5];
    assert.deepEqual(
      [0, 10, 40, 50, 60, 99, 100].map((q) => percentileOf([3, 1, 4, 1, 5], q).value),
      expected,
    );
  });

  it('lies in its interval, which lies among the values', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 50 }), (values) => {
        const { value, low, high } = percentileOf(values, 10);
        assert.ok(values.includes(value!) && values.includes(low!) && values.includes(high!));
        assert.ok(low! <= value! && value! <= high!);
      }),
      { numRuns: 50 },
    );
  });

  it('holds the true median as often as it says', () => {
    // Uniform numbers: the median is 0.5. Deterministic, for the values are a sequence of low discrepancy per sample.
    let covered = 0;
    const samples = 200;
    for (let s = 0; s < samples; s++) {
      const values = Array.from({ length: 60 }, (_, i) =>
        fraction(Math.sin((s + 1) * 12.9898 + (i + 1) * 78.233) * 43758.5453),
      );
      const { low, high } = percentileOf(values, 50);
      if (low! <= 0.5 && high! >= 0.5) covered++;
    }
    assert.ok(covered / samples > 0.9 && covered / samples < 0.99, `${covered} of ${samples}`);
  });
});

function fraction(value: number): number {
  return value - Math.floor(value);
}
