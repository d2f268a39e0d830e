import assert from 'node:assert/strict';
import fc from 'fast-check';
import { authenticity } from '../../../../src/engine/metrics/sets/authenticity.ts';
import { cmmd } from '../../../../src/engine/metrics/sets/cmmd.ts';
import { coverageHoles } from '../../../../src/engine/metrics/sets/coverage-holes.ts';
import { measured } from '../../../../src/engine/metrics/sets/in-turns.ts';
import { kid } from '../../../../src/engine/metrics/sets/kid.ts';
import { memorisationSuspects } from '../../../../src/engine/metrics/sets/memorisation.ts';
import { precisionRecall } from '../../../../src/engine/metrics/sets/precision-recall.ts';
import { vendi, vendiByClass } from '../../../../src/engine/metrics/sets/vendi.ts';
import { cloud, gridPoints, inOrder, near, points, withOrder } from './point-arbitraries.ts';

const square = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
];
const drawn = [
  [0.1, 0],
  [0.9, 0.1],
  [3, 3],
];
const two = { x: points([1, 0], [0.8, 0.6]), y: points([0, 1], [0.6, 0.8]) };

const pairs = fc.tuple(
  withOrder(gridPoints(3, { least: 4, most: 14 })),
  withOrder(gridPoints(3, { least: 4, most: 14 })),
);

function figures(real: readonly (readonly number[])[], fake: readonly (readonly number[])[], k: number) {
  const found = measured(precisionRecall(points(...real), points(...fake), k));
  return found && [found.precision, found.recall, found.density, found.coverage].map(({ value }) => value ?? -1);
}

describe('precisionRecall', () => {
  it('is as the reference implementation (clovaai/generative-evaluation-prdc) has it', () => {
    const rounded = (k: number) => figures(square, drawn, k)?.map((value) => Math.round(value * 1e6) / 1e6);
    assert.deepEqual(rounded(1), [0.666667, 0.75, 1.666667, 0.75]);
    assert.deepEqual(rounded(2), [0.666667, 1, 0.833333, 0.75]);
  });

  it('says it image by image', () => {
    const found = measured(precisionRecall(points(...square), points(...drawn), 1));
    assert.deepEqual([...(found?.balls ?? [])], [2, 3, 0]);
    assert.deepEqual([...(found?.covered ?? [])], [1, 1, 0, 1]);
  });

  it('does not depend on the order of images, nor on where the origin is', () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: 1, max: 3 }), ([[real, order], [fake, other]], k) => {
        const once = figures(real, fake, k);
        assert.deepEqual(figures(inOrder(real, order), inOrder(fake, other), k), once);
        const moved = (rows: readonly number[][]) => rows.map((row) => row.map((value) => value + 7));
        assert.deepEqual(figures(moved(real), moved(fake), k), once);
      }),
    );
  });

  it('exchanges precision and recall with the sets, and keeps within bounds', () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: 1, max: 3 }), ([[real], [fake]], k) => {
        const [precision, recall, density, coverage] = figures(real, fake, k)!;
        const [back, forth] = figures(fake, real, k)!;
        assert.deepEqual([precision, recall], [forth, back]);
        assert.ok(density! >= 0 && density! <= real.length / k);
        assert.ok(coverage! >= 0 && coverage! <= 1);
        assert.equal(density! > 0, precision! > 0);
      }),
    );
  });

  it('has nothing to say of too few images, or of a k that is none', () => {
    for (const k of [0, -1, 1.5, 3, 100, Number.NaN]) assert.equal(figures(square, drawn, k), null);
    assert.equal(figures([], [], 1), null);
    assert.throws(() => figures(square, [[1], [2], [3]], 1), RangeError);
  });

  it('finds nothing in balls of no size: being inside is strict', () => {
    const same = [
      [1, 1],
      [1, 1],
      [1, 1],
    ];
    assert.deepEqual(figures(same, same, 1), [0, 0, 0, 0]);
  });
});

describe('cmmd', () => {
  it('is as the reference implementation (sayakpaul/cmmd-pytorch) has it', () => {
    assert.ok(near(measured(cmmd(two.x, two.y)), 7.16905245, 1e-7));
  });

  it('is of directions: lengths do not count', () => {
    const longer = points([2, 0], [8, 6]);
    assert.ok(near(measured(cmmd(longer, two.y)), 7.16905245, 1e-6));
  });

  it('is 0 of a set with itself, never less, and the same both ways', () => {
    fc.assert(
      fc.property(pairs, ([[real, order], [fake]]) => {
        assert.ok(near(measured(cmmd(points(...real), points(...inOrder(real, order)))), 0, 1e-7));
        const there = measured(cmmd(points(...real), points(...fake)))!;
        assert.ok(there >= 0 && near(measured(cmmd(points(...fake), points(...real))), there, 1e-7));
      }),
    );
  });

  it('has nothing to say without images', () => {
    assert.equal(measured(cmmd(points(), two.y)), null);
  });
});

describe('kid', () => {
  it('is as the reference implementation (toshas/torch-fidelity) has it', () => {
    const found = measured(kid(two.x, two.y));
    assert.ok(near(found?.value, 1.170104) && near(found?.whole, 1.170104));
    assert.deepEqual([found?.size, found?.subsets], [2, 100]);
  });

  it('is, over subsets, the estimate of each, on average that of all', () => {
    const real = cloud(60, [1, 0, 0, 0], 1);
    const fake = cloud(50, [0, 1, 0, 0], 2);
    const found = measured(kid(points(...real), points(...fake), { subsets: 400, size: 20 }))!;
    const byHand = unbiased(real, fake);
    assert.ok(near(found.whole, byHand, 1e-5));
    assert.ok(Math.abs(found.value - byHand) < (4 * found.deviation) / Math.sqrt(400));
    assert.deepEqual(measured(kid(points(...real), points(...fake), { subsets: 400, size: 20 })), found);
  });

  it('has nothing to say of a single image', () => {
    assert.equal(measured(kid(points([1, 0]), two.y)), null);
    assert.equal(measured(kid(two.x, two.y, { subsets: 0 })), null);
    assert.equal(measured(kid(two.x, two.y, { size: Number.NaN })), null);
  });
});

function unbiased(x: readonly number[][], y: readonly number[][]): number {
  const kernel = (a: readonly number[], b: readonly number[]) =>
    (a.reduce((sum, value, i) => sum + value * b[i]!, 0) / a.length + 1) ** 3;
  const within = (rows: readonly number[][]) =>
    rows.flatMap((a, i) => rows.filter((_, j) => j !== i).map((b) => kernel(a, b))).reduce((sum, k) => sum + k, 0) /
    (rows.length * (rows.length - 1));
  const across = x.flatMap((a) => y.map((b) => kernel(a, b))).reduce((sum, k) => sum + k, 0) / (x.length * y.length);
  return within(x) + within(y) - 2 * across;
}

describe('vendi', () => {
  it('is as the reference implementation (layer6ai-labs/dgm-eval) has it', () => {
    assert.ok(near(measured(vendi(two.x)), 1.38414549));
    assert.ok(near(measured(vendi(points([1, 0, 0], [0, 1, 0], [0, 0, 1]))), 3));
  });

  it('is from 1 to the number of images and of dimensions, whatever their order, and the same when all are there twice', () => {
    fc.assert(
      fc.property(withOrder(gridPoints(4, { least: 1, most: 9 })), ([all, order]) => {
        fc.pre(all.every((row) => row.some((value) => value !== 0)));
        const once = measured(vendi(points(...all)))!;
        assert.ok(once >= 1 - 1e-6 && once <= Math.min(4, all.length) + 1e-6);
        assert.ok(near(measured(vendi(points(...inOrder(all, order)))), once, 1e-6));
        assert.ok(near(measured(vendi(points(...all, ...all))), once, 1e-6));
      }),
    );
  });

  it('is of each class by itself', () => {
    const set = points([1, 0], [0, 1], [1, 0], [2, 0]);
    const [first, second, none] = measured(vendiByClass(set, [0, 0, 1, 1], 3));
    assert.ok(near(first, 2) && near(second, 1));
    assert.equal(none, null);
    assert.equal(measured(vendi(points())), null);
  });
});

describe('authenticity', () => {
  it('is by hand: nearer to a real image than that is to its own nearest is not authentic', () => {
    const found = measured(authenticity(points([0, 0], [2, 0], [9, 0]), points([0.5, 0], [5, 0], [0, 2], [9, 6])))!;
    // Of (0, 2) the nearest is at 2, as far as that one's own nearest: not farther.
    assert.deepEqual([...found.authentic], [0, 1, 0, 0]);
    assert.deepEqual([...found.nearest], [0, 1, 0, 2]);
    assert.deepEqual([...found.distance], [0.5, 3, 2, 6]);
    assert.equal(found.share.value, 0.25);
  });

  it('has no copy of a real image for authentic', () => {
    fc.assert(
      fc.property(gridPoints(3, { least: 2 }), (real) => {
        const found = measured(authenticity(points(...real), points(...real)));
        assert.equal(found?.share.value, 0);
      }),
    );
  });

  it('has nothing to say without others', () => {
    assert.equal(measured(authenticity(points([1]), points([1]))), null);
    assert.equal(measured(authenticity(points([1], [2]), points())), null);
  });
});

describe('memorisationSuspects', () => {
  it('are by hand', () => {
    const found = measured(memorisationSuspects(points([0], [4], [8]), points([4], [1], [100])))!;
    // Of 1 to 0, 4 and 8: 1 / (0.5 · (1 + 3 + 7) / 3).
    assert.deepEqual(
      found.map(({ drawn, real }) => [drawn, real]),
      [
        [0, 1],
        [1, 0],
        [2, 2],
      ],
    );
    assert.equal(found[0]?.calibrated, 0);
    assert.ok(near(found[1]?.calibrated, 6 / 11));
    assert.ok(found[2]!.calibrated > 1.8 && found[2]!.calibrated <= 2);
  });

  it('are at most as far as the others', () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: 2, max: 20 }), ([[real], [fake]], n) => {
        const found = measured(memorisationSuspects(points(...real), points(...fake), n))!;
        assert.deepEqual(
          found.map(({ drawn }) => drawn).sort((a, b) => a - b),
          [...fake.keys()],
        );
        for (const { calibrated } of found) assert.ok(calibrated >= 0 && calibrated <= 2 + 1e-6);
      }),
    );
    assert.equal(measured(memorisationSuspects(points([1]), points([1]))), null);
  });
});

describe('coverageHoles', () => {
  it('are the modes that nobody drew', () => {
    const drawnMode = cloud(20, [0, 0, 0], 1);
    const missed = cloud(12, [50, 0, 0], 2);
    const rare = cloud(8, [0, 50, 0], 3);
    const real = points(...drawnMode, ...missed, ...rare);
    const holes = measured(coverageHoles(real, points(...cloud(200, [0, 0, 0], 4)), 11))!;
    const places = holes.flatMap(({ members }) => members).sort((a, b) => a - b);
    assert.deepEqual(
      places.filter((place) => place >= 20 && place < 32),
      Array.from({ length: 12 }, (_, i) => 20 + i),
    );
    assert.ok(holes[0]!.members.length >= 10 && holes[0]!.centre >= 20);
  });

  it('hold each uncovered image once, the largest hole first', () => {
    fc.assert(
      fc.property(pairs, fc.integer({ min: 1, max: 3 }), ([[real], [fake]], k) => {
        const holes = measured(coverageHoles(points(...real), points(...fake), k))!;
        const { covered } = measured(precisionRecall(points(...real), points(...fake), k))!;
        const uncovered = [...covered.keys()].filter((i) => covered[i] === 0);
        assert.deepEqual(
          holes.flatMap(({ members }) => members).sort((a, b) => a - b),
          uncovered,
        );
        for (const [i, { centre, members }] of holes.entries()) {
          assert.ok(members.includes(centre));
          assert.ok(members.length <= (holes[i - 1]?.members.length ?? Number.POSITIVE_INFINITY));
        }
      }),
    );
  });

  it('are all real images when nothing is drawn', () => {
    const holes = measured(coverageHoles(points(...square), points(), 1))!;
    assert.equal(holes.flatMap(({ members }) => members).length, 4);
    assert.equal(measured(coverageHoles(points(...square), points(), 4)), null);
  });
});
