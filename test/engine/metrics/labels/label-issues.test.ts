import assert from 'node:assert/strict';
import fc from 'fast-check';
import { solveLinear } from '../../../../src/engine/arithmetic/solve-linear.ts';
import { confidentJoint } from '../../../../src/engine/metrics/labels/confident-joint.ts';
import { labelIssues } from '../../../../src/engine/metrics/labels/label-issues.ts';
import { labelQualities } from '../../../../src/engine/metrics/labels/label-quality.ts';
import { outOfSampleProbabilities } from '../../../../src/engine/metrics/labels/out-of-sample.ts';
import {
  type ProbabilityTable,
  probabilitiesOf,
  probabilityTable,
} from '../../../../src/engine/metrics/labels/probability-table.ts';
import { stratifiedFolds } from '../../../../src/engine/metrics/labels/stratified-folds.ts';
import { measured } from '../../../../src/engine/metrics/sets/in-turns.ts';
import { Failure } from '../../../../src/protocol/failure.ts';
import { cloud, near, points } from '../sets/point-arbitraries.ts';

/** Two of class 0 look like class 1 by far; all else is as labelled. */
const table = probabilityTable(
  [
    [0.9, 0.1],
    [0.8, 0.2],
    [0.1, 0.9],
    [0.2, 0.8],
    [0.3, 0.7],
    [0.05, 0.95],
  ],
  [0, 0, 0, 1, 1, 1],
  2,
);

const tables = fc.tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 1, max: 30 })).chain(([classes, n]) =>
  fc
    .tuple(
      fc.array(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: classes, maxLength: classes }), {
        minLength: n,
        maxLength: n,
      }),
      fc.array(fc.nat(classes - 1), { minLength: n, maxLength: n }),
    )
    .map(([weights, labels]) => {
      const rows = weights.map((row) => row.map((weight) => weight / row.reduce((sum, each) => sum + each, 0)));
      return probabilityTable(rows, labels, classes);
    }),
);

describe('confidentJoint', () => {
  it('is by hand, as in section 3.1 of the paper', () => {
    const { thresholds, counts, calibrated } = confidentJoint(table);
    // (0.9 + 0.8 + 0.1) / 3 and (0.8 + 0.7 + 0.95) / 3.
    assert.ok(near(thresholds[0], 0.6) && near(thresholds[1], 2.45 / 3));
    // 0.8 and 0.7 do not reach 0.8167: two of class 1 are counted nowhere.
    assert.deepEqual(counts, [
      [2, 1],
      [0, 1],
    ]);
    assert.deepEqual(calibrated, [
      [2, 1],
      [0, 3],
    ]);
  });

  it('counts an image that reaches several thresholds for the likeliest class, as cleanlab does', () => {
    const both = [0.45, 0.55];
    assert.deepEqual(confidentJoint(probabilityTable([both, both], [0, 1], 2)).counts, [
      [1, 1],
      [0, 1],
    ]);
  });

  it('counts each image of a label once when calibrated', () => {
    fc.assert(
      fc.property(tables, (each) => {
        const { calibrated, counts } = confidentJoint(each);
        for (const [label, row] of calibrated.entries()) {
          const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
          assert.equal(sum(row), each.labels.filter((other) => other === label).length);
          assert.ok(row.every((count) => Number.isInteger(count) && count >= 0));
          assert.ok(counts[label]![label]! >= 1);
        }
      }),
    );
  });
});

describe('labelIssues', () => {
  it('are those that the joint counts, by margin', () => {
    assert.deepEqual(
      labelIssues(table).map(({ index, label, suggested }) => [index, label, suggested]),
      [[2, 0, 1]],
    );
  });

  it('finds most labels that were changed, and few others', () => {
    const { changed, found } = flipped();
    const hits = found.filter((index) => changed.has(index)).length;
    assert.ok(hits >= 0.9 * changed.size, `${hits} of ${changed.size}`);
    assert.ok(found.length - hits <= 0.1 * changed.size, `${found.length - hits} wrongly`);
  });

  it('never holds one whose label is likeliest, nor all of a label, and is sorted', () => {
    fc.assert(
      fc.property(tables, (each) => {
        const issues = labelIssues(each);
        for (const [place, { index, label, suggested, selfConfidence }] of issues.entries()) {
          const row = probabilitiesOf(each, index);
          assert.ok(label === each.labels[index] && suggested !== label && row[suggested]! > row[label]! - 1e-12);
          assert.ok(place === 0 || issues[place - 1]!.selfConfidence <= selfConfidence);
        }
        for (const label of new Set(each.labels)) {
          const all = each.labels.filter((other) => other === label).length;
          assert.ok(issues.filter((issue) => issue.label === label).length < all);
        }
      }),
    );
  });

  it('has none without images', () => assert.deepEqual(labelIssues(probabilityTable([], [], 2)), []));
});

describe('labelQualities', () => {
  it('are by hand, as cleanlab has them', () => {
    const [sure, , wrong] = labelQualities(table);
    assert.ok(near(sure?.selfConfidence, 0.9) && near(sure?.normalisedMargin, 0.9));
    assert.ok(near(wrong?.normalisedMargin, 0.1));
    const entropy = -(0.9 * Math.log(0.9) + 0.1 * Math.log(0.1)) / Math.log(2);
    assert.ok(near(sure?.confidenceWeightedEntropy, Math.log(1 + entropy / 0.9) / (entropy / 0.9)));
    const [certain] = labelQualities(probabilityTable([[1, 0]], [0], 2));
    assert.equal(certain?.confidenceWeightedEntropy, 1);
  });

  it('are from 0 to 1, whatever the probabilities', () => {
    const extreme = probabilityTable(
      [
        [0, 1],
        [1e-300, 1],
        [0.5, 0.5],
      ],
      [0, 0, 1],
      2,
    );
    fc.assert(
      fc.property(fc.oneof(tables, fc.constant(extreme)), (each) => {
        for (const quality of labelQualities(each)) {
          for (const value of Object.values(quality)) assert.ok(value >= 0 && value <= 1);
        }
      }),
    );
  });
});

describe('probabilityTable', () => {
  it('refuses what is no number or fits no class', () => {
    assert.throws(
      () => probabilityTable([[Number.NaN, 1]], [0], 2),
      (error) => Failure.is(error, 'numbers-overflowed'),
    );
    assert.throws(() => probabilityTable([[1, 0]], [2], 2), RangeError);
    assert.throws(() => probabilityTable([[1]], [0], 2), RangeError);
    assert.throws(() => probabilityTable([[1, 0]], [], 2), RangeError);
  });
});

describe('stratifiedFolds', () => {
  it('spreads every class evenly, the same each time', () => {
    const labels = fc.array(fc.nat(3), { maxLength: 60 });
    fc.assert(
      fc.property(labels, fc.integer({ min: 2, max: 7 }), fc.nat(), (all, folds, seed) => {
        const dealt = stratifiedFolds(all, folds, seed);
        assert.deepEqual(stratifiedFolds(all, folds, seed), dealt);
        for (const label of [...new Set(all), null]) {
          const sizes = Array.from({ length: folds }, () => 0);
          for (const [i, fold] of dealt.entries()) if (label === null || all[i] === label) sizes[fold]!++;
          assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1);
        }
      }),
    );
    assert.notDeepEqual(stratifiedFolds(Array(50).fill(0), 5, 1), stratifiedFolds(Array(50).fill(0), 5, 2));
  });
});

describe('outOfSampleProbabilities', () => {
  it('knows classes that lie apart, and not what labels say by chance', () => {
    const rows = [...cloud(40, [3, 0, 0], 1), ...cloud(40, [0, 3, 0], 2), ...cloud(40, [0, 0, 3], 3)];
    const labels = rows.map((_, i) => Math.floor(i / 40));
    const apart = measured(outOfSampleProbabilities(points(...rows), labels, 3))!;
    assert.ok(apart.accuracy >= 0.97);
    const random = rows.map((_, i) => (i * 7919) % 3);
    const chance = measured(outOfSampleProbabilities(points(...rows), random, 3))!;
    assert.ok(chance.accuracy < 0.5);
    for (const each of [apart, chance]) assert.ok(rowsSumToOne(each));
  });

  it('does not see the image it judges: a label is not learned from itself', () => {
    // As many directions as images: fitted on all, ridge would repeat every label.
    const n = 12;
    const rows = Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)));
    const labels = rows.map((_, i) => i % 2);
    const found = measured(outOfSampleProbabilities(points(...rows), labels, 2, { folds: 3, penalties: [1e-6] }))!;
    // Nothing of a direction is known without its image, so all images of a fold get the same.
    const folds = stratifiedFolds(labels, 3);
    for (const [i, fold] of folds.entries()) {
      const first = folds.indexOf(fold);
      assert.ok(near(probabilitiesOf(found, i)[0], probabilitiesOf(found, first)[0]!, 1e-4));
    }
  });

  it('is ridge regression on the other folds', () => {
    const rows = cloud(20, [0, 0, 0], 9).map((row) => row.map((value) => value / Math.hypot(...row)));
    const labels = rows.map((row) => (row[0]! > 0 ? 1 : 0));
    const options = { folds: 4, penalties: [0.3] };
    const found = measured(outOfSampleProbabilities(points(...rows), labels, 2, options))!;
    const folds = stratifiedFolds(labels, 4);
    for (const [i, row] of rows.entries()) {
      const others = [...rows.keys()].filter((j) => folds[j] !== folds[i]);
      const difference = ridgeScore(
        others.map((j) => rows[j]!),
        others.map((j) => 1 - 2 * labels[j]!),
        0.3,
        row,
      );
      const [first, second] = probabilitiesOf(found, i);
      assert.ok(near(found.temperature * Math.log(first! / second!), difference, 1e-4));
    }
  });

  it('has nothing to say of one image or class, and takes a class of one image', () => {
    assert.equal(measured(outOfSampleProbabilities(points([1]), [0], 2)), null);
    assert.equal(measured(outOfSampleProbabilities(points([1], [2]), [0, 0], 1)), null);
    assert.throws(() => measured(outOfSampleProbabilities(points([1], [2]), [0, 5], 2)), RangeError);
    assert.throws(() => measured(outOfSampleProbabilities(points([1], [2]), [0], 2)), RangeError);
    const lone = measured(outOfSampleProbabilities(points([1, 0], [1, 0.1], [0, 1]), [0, 0, 1], 2))!;
    assert.ok(rowsSumToOne(lone));
    const same = measured(outOfSampleProbabilities(points([0, 0], [0, 0]), [0, 1], 2))!;
    assert.ok(rowsSumToOne(same));
  });
});

/** By the normal equations, with a constant that is not penalised. */
function ridgeScore(
  rows: readonly (readonly number[])[],
  targets: readonly number[],
  penalty: number,
  at: readonly number[],
): number {
  const x = rows.map((row) => [...row, 1]);
  const width = at.length + 1;
  const matrix = Array.from({ length: width }, (_, i) =>
    Array.from({ length: width }, (_, j) => {
      const ridge = i === j && i < width - 1 ? (penalty * rows.length) / at.length : 0;
      return x.reduce((sum, row) => sum + row[i]! * row[j]!, ridge);
    }),
  );
  const right = Array.from({ length: width }, (_, i) => x.reduce((sum, row, n) => sum + row[i]! * targets[n]!, 0));
  return solveLinear(matrix, right).reduce((sum, weight, i) => sum + weight * (at[i] ?? 1), 0);
}

function flipped(): { readonly changed: ReadonlySet<number>; readonly found: readonly number[] } {
  const rows = [0, 1, 2].flatMap((label) =>
    cloud(
      100,
      Array.from({ length: 8 }, (_, i) => (i === label ? 4 : 0)),
      label,
    ),
  );
  const changed = new Set(Array.from({ length: 18 }, (_, i) => i * 16 + 3));
  const labels = rows.map((_, i) => (Math.floor(i / 100) + (changed.has(i) ? 1 : 0)) % 3);
  const probed = measured(outOfSampleProbabilities(points(...rows), labels, 3))!;
  return { changed, found: labelIssues(probed).map(({ index }) => index) };
}

function rowsSumToOne(each: ProbabilityTable): boolean {
  return each.labels.every((_, i) =>
    near(
      probabilitiesOf(each, i).reduce((sum, value) => sum + value, 0),
      1,
    ),
  );
}
