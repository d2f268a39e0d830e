import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  neighbourPlane,
  type Plane,
  type PlaneProgress,
  principalPlane,
} from '../../../src/engine/pipelines/embedding-plane.ts';
import { MersenneTwister } from '../../../src/engine/random/mersenne-twister.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { drain } from '../support/drain.ts';
import { never } from '../support/fixture.ts';

/** Clusters of images, and a class's text a long way off in the cone of texts, in the direction of each. */
function clusters(each: number) {
  const random = new MersenneTwister(3);
  const centres = [0, 1, 2].map((k) => Float32Array.from({ length: 8 }, (_, i) => (i === k ? 1 : 0)));
  const noisy = (centre: Float32Array) =>
    centre.map((value, i) => value + 0.1 * random.uniform24() + (i === 6 ? 2 : 0));
  return {
    images: centres.flatMap((centre) => Array.from({ length: each }, () => noisy(centre))),
    classes: centres.map((centre) => centre.map((value, i) => value + (i === 7 ? 5 : 0))),
  };
}

type Maker = (
  images: readonly Float32Array[],
  classes: readonly Float32Array[],
  signal: AbortSignal,
) => AsyncGenerator<PlaneProgress, Plane>;

const makers: { readonly [name: string]: Maker } = { principalPlane, neighbourPlane };

for (const [name, maker] of Object.entries(makers)) {
  describe(name, () => {
    it('puts what is alike together, and each class among its images', async () => {
      const { images, classes } = clusters(12);
      const { points } = (await drain(maker(images, classes, never))).result;
      assert.equal(points.length, 39);
      const distance = (a: number, b: number) =>
        Math.hypot(points[a]![0] - points[b]![0], points[a]![1] - points[b]![1]);
      for (const k of [0, 1, 2]) {
        const meanTo = (cluster: number) =>
          Array.from({ length: 12 }, (_, i) => distance(36 + k, 12 * cluster + i)).reduce((sum, one) => sum + one, 0) /
          12;
        const nearest = [0, 1, 2].toSorted((a, b) => meanTo(a) - meanTo(b))[0];
        assert.equal(nearest, k);
      }
    });

    it('gives the same each time', async () => {
      const { images, classes } = clusters(6);
      const first = await drain(maker(images, classes, never));
      assert.deepEqual((await drain(maker(images, classes, never))).result, first.result);
      assert.ok(first.progress.length > 0);
    });

    it('stops when it is cancelled', async () => {
      const { images, classes } = clusters(6);
      await assert.rejects(drain(maker(images, classes, AbortSignal.abort())), (error) =>
        Failure.is(error, 'cancelled'),
      );
    });
  });
}

describe('principalPlane', () => {
  it('is finite, whatever there is', async () => {
    const vector = fc.array(fc.float({ min: -2, max: 2, noNaN: true }), { minLength: 3, maxLength: 3 });
    const vectors = fc.array(
      vector.map((row) => Float32Array.from(row)),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(vectors, vectors, async (images, classes) => {
        const { points, explained } = (await drain(principalPlane(images, classes, never))).result;
        assert.equal(points.length, images.length + classes.length);
        assert.ok(points.flat().every(Number.isFinite));
        assert.ok(explained! >= 0 && explained! <= 1 + 1e-6);
      }),
      { numRuns: 50 },
    );
  });
});
