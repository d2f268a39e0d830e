import assert from 'node:assert/strict';
import fc from 'fast-check';
import { crossedBootstrap } from '../../../../src/engine/metrics/uplift/crossed-bootstrap.ts';
import { studentWidening } from '../../../../src/engine/metrics/uplift/student-quantile.ts';
import { MersenneTwister } from '../../../../src/engine/random/mersenne-twister.ts';

const tables = fc.record({
  seeds: fc.integer({ min: 1, max: 5 }),
  labels: fc.array(fc.nat(2), { minLength: 3, maxLength: 40 }),
  draw: fc.nat(10_000),
});

function changes(seeds: number, images: number, draw: number): readonly Float32Array[] {
  const random = new MersenneTwister(draw);
  return Array.from({ length: seeds }, () =>
    Float32Array.from({ length: images }, () => Math.floor(random.uniform53() * 3) - 1),
  );
}

describe('the interval of a difference over seeds and images', () => {
  it('holds the difference, which is the mean of all, and of classes each weighing the same', () => {
    fc.assert(
      fc.property(tables, ({ seeds, labels, draw }) => {
        const table = changes(seeds, labels.length, draw);
        const { accuracy, balanced, perClass } = crossedBootstrap(table, labels, 3, 1);
        const mean = table.flatMap((each) => [...each]).reduce((sum, each) => sum + each, 0) / (seeds * labels.length);
        assert.ok(Math.abs(accuracy.value - mean) < 1e-6);
        const there = perClass.filter(({ n }) => n > 0);
        const even = there.reduce((sum, { value }) => sum + value, 0) / there.length;
        assert.ok(Math.abs(balanced.value - even) < 1e-6);
        for (const each of [accuracy, balanced, ...there]) assert.ok(each.low <= each.value && each.value <= each.high);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same each time, whichever way a difference points', () => {
    const table = changes(4, 60, 7);
    const labels = Array.from({ length: 60 }, (_, i) => i % 3);
    const one = crossedBootstrap(table, labels, 3, 1);
    assert.deepEqual(crossedBootstrap(table, labels, 3, 1), one);
    const back = crossedBootstrap(
      table.map((each) => each.map((value) => -value)),
      labels,
      3,
      1,
    );
    assert.ok(Math.abs(back.accuracy.value + one.accuracy.value) < 1e-6);
    assert.ok(Math.abs(back.accuracy.low + one.accuracy.high) < 0.02);
  });

  it('is no wider than nothing where nothing changed', () => {
    const labels = [0, 0, 1, 1];
    const { accuracy, stands } = crossedBootstrap([new Float32Array(4), new Float32Array(4)], labels, 2, 1);
    assert.deepEqual([accuracy.value, accuracy.low, accuracy.high, stands], [0, 0, 0, 'unclear']);
  });

  it('holds what is true nine times out of ten and more, where seeds, images or both make the difference', () => {
    for (const [ofSeeds, ofImages, ofBoth] of [
      [0.2, 0, 0.1],
      [0, 0.4, 0.1],
      [0.08, 0.4, 0.4],
    ] as const) {
      const random = new MersenneTwister(99);
      const normal = () =>
        Math.sqrt(-2 * Math.log(1 - random.uniform53())) * Math.cos(2 * Math.PI * random.uniform53());
      const labels = Array.from({ length: 60 }, (_, i) => i % 3);
      const rounds = 200;
      let held = 0;
      let claimed = 0;
      for (let round = 0; round < rounds; round++) {
        const images = labels.map(() => ofImages * normal());
        const table = Array.from({ length: 5 }, () => {
          const shift = ofSeeds * normal();
          return Float32Array.from(images, (image) => image + shift + ofBoth * normal());
        });
        const { accuracy, stands } = crossedBootstrap(table, labels, 3, 5);
        if (accuracy.low <= 0 && accuracy.high >= 0) held++;
        if (stands !== 'unclear') claimed++;
      }
      assert.ok(held / rounds >= 0.9, `${held} of ${rounds} for ${ofSeeds}, ${ofImages}, ${ofBoth}`);
      assert.ok(claimed / rounds <= 0.05, `${claimed} claims`);
    }
  });
});

describe("Student's widening", () => {
  it('is that of tables: 2.776 and 2.228 over 1.960, 4.604 over 2.576', () => {
    for (const [tail, freedom, quotient] of [
      [0.025, 4, 2.7764 / 1.96],
      [0.025, 10, 2.2281 / 1.96],
      [0.005, 4, 4.6041 / 2.5758],
      [0.025, 1e6, 1],
    ] as const) {
      assert.ok(Math.abs(studentWidening(tail, freedom) / quotient - 1) < 0.012, `${tail} ${freedom}`);
    }
  });
});
