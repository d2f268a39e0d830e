import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rowOf, unitPoints } from '../../../../src/engine/metrics/sets/point-set.ts';
import {
  fitRidgeProbe,
  predictedClass,
  type TrainingImages,
} from '../../../../src/engine/metrics/uplift/ridge-probe.ts';
import { clouds } from './gaussian-images.ts';

function training(seed: number, each: number, dimensions: number, apart = 4): TrainingImages {
  const { points, labels } = clouds({ seed, classes: 3, each, dimensions, apart });
  return { points: unitPoints(points), labels, classes: 3, members: [...labels.keys()] };
}

/** Squared error of images that are left out one by one, each time fitted anew with the same penalty. */
function leftOutError(images: TrainingImages, penalty: number): number {
  const { members, labels, classes, points } = images;
  let sum = 0;
  for (const [place, member] of members.entries()) {
    const others = members.filter((_, other) => other !== place);
    // The penalty grows with the images: that of all of them is meant.
    const same = (penalty * members.length) / others.length;
    const { weights } = fitRidgeProbe({ ...images, members: others }, [same]);
    const row = rowOf(points, member);
    for (let k = 0; k < classes; k++) {
      const score = row.reduce((all, value, i) => all + value * weights[k]![i]!, weights[k]![row.length]!);
      sum += (score - (labels[member] === k ? 1 : 0)) ** 2;
    }
  }
  return sum;
}

describe('a ridge probe', () => {
  it('tells apart what can be told apart, and knows nothing of noise', () => {
    const images = training(1, 40, 6);
    const { points, labels } = clouds({ seed: 2, classes: 3, each: 200, dimensions: 6, apart: 4 });
    const accuracy = (fitted: TrainingImages) => {
      const probe = fitRidgeProbe(fitted);
      const rows = unitPoints(points);
      return labels.filter((label, i) => predictedClass(probe, rowOf(rows, i)) === label).length / labels.length;
    };
    assert.ok(accuracy(images) > 0.9);
    // Over all ways to name the classes otherwise, a third is right whatever the probe says.
    const turned = [0, 1, 2].map((by) =>
      accuracy({ ...images, labels: images.labels.map((label) => (label + by) % 3) }),
    );
    assert.ok(Math.abs(turned.reduce((sum, each) => sum + each, 0) - 1) < 1e-9);
    const shuffled = images.labels.map((_, i) => Math.floor(i / 40));
    assert.ok(accuracy({ ...images, labels: shuffled }) < 0.75);
  });

  it('chooses the penalty that leaving out images one by one, and fitting anew, would choose', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.integer({ min: 2, max: 6 }), fc.constantFrom(3, 30), (seed, each, dimensions) => {
        const images = training(seed, each, dimensions, 2);
        const penalties = [1, 0.1, 0.01];
        const errors = penalties.map((penalty) => leftOutError(images, penalty));
        const chosen = errors[penalties.indexOf(fitRidgeProbe(images, penalties).penalty)]!;
        assert.ok(chosen <= Math.min(...errors) * (1 + 1e-4), `${chosen} of ${errors.join(' ')}`);
      }),
      { numRuns: 40 },
    );
  });

  it('is the same whether it goes by images or by numbers', () => {
    // 12 images: with 12 numbers by images, with 11 by numbers; a number that is always 0 says nothing.
    const few = training(3, 4, 11);
    const { count, values } = few.points;
    const wider = new Float32Array(count * 12);
    for (let i = 0; i < count; i++) wider.set(values.subarray(i * 11, (i + 1) * 11), i * 12);
    const more = { ...few, points: { count, dimensions: 12, values: wider } };
    const narrow = fitRidgeProbe(few, [1]).weights;
    const wide = fitRidgeProbe(more, [12 / 11]).weights;
    for (const [k, weight] of narrow.entries()) {
      for (let i = 0; i < 11; i++) assert.ok(Math.abs(weight[i]! - wide[k]![i]!) < 1e-5);
      assert.ok(Math.abs(weight[11]! - wide[k]![12]!) < 1e-5);
    }
  });

  it('knows one class when it saw one', () => {
    const images = training(4, 2, 5);
    const only = { ...images, members: images.members.filter((member) => images.labels[member] === 2) };
    assert.equal(predictedClass(fitRidgeProbe(only), rowOf(images.points, 0)), 2);
  });
});
