import assert from 'node:assert/strict';
import fc from 'fast-check';
import { near } from '../sets/point-arbitraries.ts';
import { cohensKappa, fleissKappa } from './kappa-by-image.ts';

/** Fleiss 1971, as in the worked example of Wikipedia's "Fleiss' kappa": 10 subjects, 14 raters, 5 categories. */
const fleissExample = [
  [0, 0, 0, 0, 14],
  [0, 2, 6, 4, 2],
  [0, 0, 3, 5, 6],
  [0, 3, 9, 2, 0],
  [2, 2, 8, 1, 1],
  [7, 7, 0, 0, 0],
  [3, 2, 6, 3, 0],
  [2, 5, 3, 2, 2],
  [6, 5, 2, 1, 0],
  [0, 2, 2, 3, 7],
];

const decisions = fc.integer({ min: 2, max: 4 }).chain((classes) =>
  fc.record({
    classes: fc.constant(classes),
    pairs: fc.array(fc.tuple(fc.nat(classes - 1), fc.nat(classes - 1)), { minLength: 1, maxLength: 25 }),
  }),
);

function repeated(counts: readonly (readonly [number, number, number])[]): readonly (readonly [number, number])[] {
  return counts.flatMap(([a, b, times]) => Array.from({ length: times }, () => [a, b] as const));
}

describe("Cohen's kappa", () => {
  it('is as in the worked example of 50 grants (Wikipedia, "Cohen\'s kappa"): 20, 5, 10, 15', () => {
    const pairs = repeated([
      [0, 0, 20],
      [0, 1, 5],
      [1, 0, 10],
      [1, 1, 15],
    ]);
    const { overall, perClass } = cohensKappa(
      pairs.map(([a]) => a),
      pairs.map(([, b]) => b),
      2,
    );
    assert.ok(near(overall.value, 0.4));
    assert.ok(overall.low! < 0.4 && overall.low! > 0 && overall.high! > 0.4 && overall.high! < 0.7);
    for (const each of perClass) assert.ok(near(each.value, 0.4));
  });

  it('does not depend on who is first, nor on the names of classes, and is 1 of the same', () => {
    fc.assert(
      fc.property(decisions, ({ classes, pairs }) => {
        const first = pairs.map(([a]) => a);
        const second = pairs.map(([, b]) => b);
        const { value } = cohensKappa(first, second, classes).overall;
        const back = cohensKappa(second, first, classes).overall.value;
        const renamed = (labels: readonly number[]) => labels.map((label) => classes - 1 - label);
        const other = cohensKappa(renamed(first), renamed(second), classes).overall.value;
        if (value === null) assert.deepEqual([back, other], [null, null]);
        else {
          assert.ok(near(back, value) && near(other, value));
          assert.ok(value <= 1 && value >= -1);
        }
        const same = cohensKappa(first, first, classes).overall.value;
        assert.ok(same === null || near(same, 1));
      }),
      { numRuns: 30 },
    );
  });

  it('has no value of nothing, nor of a single class', () => {
    assert.equal(cohensKappa([], [], 2).overall.value, null);
    assert.equal(cohensKappa([0, 0], [0, 0], 2).overall.value, null);
  });
});

describe("Fleiss' kappa", () => {
  it('is as in the worked example', () => {
    const { overall, perClass } = fleissKappa(fleissExample, 5);
    assert.ok(near(overall.value, 0.20993070442195522, 1e-9));
    assert.equal(overall.n, 10);
    assert.ok(overall.low! < 0.21 && overall.high! > 0.21);
    // κⱼ = 1 − Σ nᵢⱼ(n − nᵢⱼ) / (N n (n − 1) pⱼ (1 − pⱼ)), from the paper.
    const expected = perClass.map((_, k) => {
      const share = fleissExample.reduce((sum, row) => sum + row[k]!, 0) / 140;
      const apart = fleissExample.reduce((sum, row) => sum + row[k]! * (14 - row[k]!), 0);
      return 1 - apart / (10 * 14 * 13 * share * (1 - share));
    });
    for (const [k, each] of perClass.entries()) assert.ok(near(each.value, expected[k]!));
  });

  it('takes images that unequally many decided, and leaves out those that one did', () => {
    const { overall } = fleissKappa(
      [
        [2, 0],
        [0, 3],
        [1, 0],
      ],
      2,
    );
    assert.deepEqual([overall.value, overall.n], [1, 2]);
  });

  it('has no value of nothing, nor of a single class', () => {
    assert.equal(fleissKappa([], 2).overall.value, null);
    assert.equal(fleissKappa([[1, 0]], 2).overall.value, null);
    assert.equal(fleissKappa([[3, 0]], 2).overall.value, null);
  });
});
