import assert from 'node:assert/strict';
import { measured } from '../../../../src/engine/metrics/sets/in-turns.ts';
import type { UpliftData } from '../../../../src/engine/metrics/uplift/probe-trials.ts';
import { upliftCurves } from '../../../../src/engine/metrics/uplift/uplift-curves.ts';
import { clouds } from './gaussian-images.ts';

const common = { classes: 3, dimensions: 8, apart: 2.5 };

/** @param drawn whether drawn images are as the real ones, or their labels are drawn by lot */
function garments(seed: number, drawn: 'true' | 'noise' | 'little', each = 30): UpliftData {
  return {
    classes: 3,
    real: clouds({ ...common, seed, each: 8 }),
    drawn: clouds({ ...common, seed: seed + 1, each: drawn === 'little' ? 1 : each, isNoise: drawn === 'noise' }),
    test: clouds({ ...common, seed: seed + 2, each: 100 }),
  };
}

const choices = { shots: [1, 2, 4, 8], shares: [0, 0.25, 0.5, 0.75, 1], seeds: 5 };

describe('curves of what drawn images add', () => {
  it('show that images as good as real ones help at few shots', () => {
    const { curve, findings, inPlace, onTop } = measured(upliftCurves(garments(10, 'true'), choices));
    assert.deepEqual(
      curve.map(({ shots, real, drawn }) => [shots, real, drawn]),
      [1, 2, 4, 8].map((k) => [k, 3 * k, 90]),
    );
    assert.equal(curve[0]?.standing, 'helps');
    assert.ok(curve[0].accuracy.with > 0.75 && curve[0].accuracy.without > 1 / 3);
    assert.deepEqual([findings[0]?.from, findings[0]?.standing], [1, 'helps']);
    assert.ok(curve[0].accuracy.difference.value > curve[3]!.accuracy.difference.value);
    assert.deepEqual(
      inPlace?.points.map(({ share, real, drawn }) => [share, real, drawn]),
      [
        [0.25, 18, 6],
        [0.5, 12, 12],
        [0.75, 6, 18],
        [1, 0, 24],
      ],
    );
    assert.equal(onTop?.shots, 8);
    assert.deepEqual(
      onTop.points.map(({ real, drawn }) => [real, drawn]),
      [
        [24, 9],
        [24, 24],
        [24, 72],
        [0, 90],
      ],
    );
  });

  it('say that images of wrong labels hurt, or nothing of them', () => {
    const { curve } = measured(upliftCurves(garments(20, 'noise'), choices));
    for (const { standing } of curve) assert.notEqual(standing, 'helps');
    assert.equal(curve.at(-1)?.standing, 'hurts');
  });

  it('are the same each time, of the same data and seeds', () => {
    const once = measured(upliftCurves(garments(30, 'true'), { ...choices, seeds: 2 }));
    assert.deepEqual(measured(upliftCurves(garments(30, 'true'), { ...choices, seeds: 2 })), once);
  });

  it('leave out shots that a class does not have, and shares that few images cannot make', () => {
    const { curve, inPlace, onTop } = measured(
      upliftCurves(garments(40, 'little'), { ...choices, shots: [1, 8, 16], seeds: 1 }),
    );
    assert.deepEqual(
      curve.map(({ shots }) => shots),
      [1, 8],
    );
    assert.deepEqual([inPlace?.shots, inPlace?.points.map(({ share }) => share)], [1, [1]]);
    assert.equal(onTop?.shots, 1);
  });

  it('claim of images that say nothing that they help in one of twenty cases at most, more or less', () => {
    // Of both halves of one crowd: what is drawn has the same labels, by lot, as what is real.
    const rounds = 60;
    let claims = 0;
    let outside = 0;
    for (let round = 0; round < rounds; round++) {
      const noise = { classes: 2, dimensions: 4, apart: 0 };
      const data: UpliftData = {
        classes: 2,
        real: clouds({ ...noise, seed: 1000 + round * 3, each: 6 }),
        drawn: clouds({ ...noise, seed: 1001 + round * 3, each: 6 }),
        test: clouds({ ...noise, seed: 1002 + round * 3, each: 40 }),
      };
      const { curve } = measured(upliftCurves(data, { shots: [2, 4], shares: [], seeds: 5 }));
      if (curve.some(({ standing }) => standing !== 'unclear')) claims++;
      const { low, high } = curve[1]!.accuracy.difference;
      if (low > 0 || high < 0) outside++;
    }
    assert.ok(claims / rounds <= 0.1, `${claims} claims in ${rounds}`);
    assert.ok(outside / rounds <= 0.15, `${outside} intervals in ${rounds}`);
  });
});
