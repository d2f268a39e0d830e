import assert from 'node:assert/strict';
import type { DrawRequest, DrawStep } from '../../../src/engine/models/painter.ts';
import type { DiffusionNetworks } from '../../../src/engine/pipelines/diffusion-networks.ts';
import { drawImage } from '../../../src/engine/pipelines/draw-image.ts';
import { NormalNoise } from '../../../src/engine/random/normal-noise.ts';
import { PhiloxNoise } from '../../../src/engine/random/philox-noise.ts';
import type { Scheduler } from '../../../src/engine/schedulers/scheduler.ts';
import type { DrawSettings, Precision } from '../../../src/language/plan/plan.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { greatestDistance, never } from '../support/fixture.ts';
import { echo, standIn } from './stand-in-networks.ts';

const request = (settings: Partial<DrawSettings> = {}): DrawRequest => ({
  prompt: 'abcde',
  negative: 'ab',
  emphasis: 'none',
  seed: 5,
  settings: { steps: 2, scheduler: 'ddim', guidance: 1, width: 3, height: 2, ...settings },
});

async function finish(model: DiffusionNetworks, wanted = request()): Promise<DrawStep[]> {
  const steps: DrawStep[] = [];
  for await (const step of drawImage(model, wanted, never)) steps.push(step);
  return steps;
}

describe('drawing an image', () => {
  it('begins with torch noise of one image, scaled for the sampler and for the network', async () => {
    const model = standIn();
    await finish(model);
    const wanted = new NormalNoise(5).draw(24).map((value) => value * 3 * 0.5);
    assert.deepEqual(model.calls[0]!.sample.dims, [1, 4, 2, 3]);
    assert.ok(greatestDistance(model.calls[0]!.sample.data, wanted) < 1e-6);
    assert.deepEqual(
      model.calls.map((call) => call.timestep),
      [900, 300],
    );
  });

  it('begins with the noise of a GPU where that is asked for', async () => {
    const model = standIn();
    await finish(model, request({ noise: 'philox' }));
    const wanted = new PhiloxNoise(5).draw(24).map((value) => value * 3 * 0.5);
    assert.ok(greatestDistance(model.calls[0]!.sample.data, wanted) < 1e-6);
  });

  it('decodes latents that were kept, if they are of its size, and takes no step for them', async () => {
    const decodedOf = async (...dims: readonly number[]) => {
      const data = new Float32Array(dims.reduce((product, side) => product * side, 1)).fill(7);
      const model = standIn();
      const stages = {
        findWords: () => undefined,
        keepWords: () => {},
        findLatents: () => ({ data, dims }),
        keepLatents: () => {},
      };
      await finish(model, { ...request(), stages });
      return { decoded: model.decoded.map((latents) => [latents.dims, latents.data[0]]), steps: model.calls.length };
    };
    assert.deepEqual(await decodedOf(1, 4, 2, 3), { decoded: [[[1, 4, 2, 3], 7]], steps: 0 });
    for (const dims of [[1, 4, 3, 2], [4, 2, 3], [1, 4, 200, 300], [0], [24]]) {
      assert.deepEqual((await decodedOf(...dims)).decoded[0]?.[0], [1, 4, 2, 3], String(dims));
      assert.equal((await decodedOf(...dims)).steps, 2, String(dims));
    }
  });

  it('gives samplers the noise that follows in the image’s own generator', async () => {
    const drawn: Float32Array[] = [];
    const noisy: Scheduler = {
      ...echo,
      step: (_index, _prediction, latents, clean, noise) => {
        drawn.push(noise.draw(latents.length));
        clean.set(latents);
      },
    };
    await finish(standIn({ scheduler: () => noisy }));
    const generator = new NormalNoise(5);
    generator.draw(24);
    assert.deepEqual(drawn, [generator.draw(24), generator.draw(24)]);
  });

  it('tells its steps, and decodes the last latents', async () => {
    const model = standIn();
    const steps = await finish(model);
    assert.deepEqual(
      steps.map(({ index, count, note }) => [index, count, note]),
      [
        [1, 2, undefined],
        [2, 2, undefined],
      ],
    );
    assert.deepEqual(model.decoded[0]!.dims, [1, 4, 2, 3]);
    assert.ok(model.decoded[0]!.data.every((value) => value === 5));
  });

  it('tells what the decoder has to say with the last step, a second time', async () => {
    const model = standIn({
      decode: async (_latents, _signal, say) => {
        say?.('In tiles.');
        return { width: 1, height: 1, data: new Uint8Array(3) };
      },
    });
    assert.deepEqual(
      (await finish(model)).map(({ index, note }) => [index, note]),
      [
        [1, undefined],
        [2, undefined],
        [2, 'In tiles.'],
      ],
    );
  });

  for (const [precision, remedy] of [
    ['fp32', 'use another export of the model'],
    ['fp16', 'which is in half precision (fp16); use the model’s 32-bit files'],
  ] as readonly (readonly [Precision, string])[]) {
    it(`says at which step the numbers overflowed, in ${precision}`, async () => {
      let calls = 0;
      const model = standIn({
        precision,
        predict: async ({ data }) => Float32Array.from(data, () => (++calls > data.length ? Number.NaN : 1)),
      });
      await assert.rejects(
        finish(model),
        (error) =>
          Failure.is(error, 'numbers-overflowed') &&
          error.message.includes('step 2 of 2 of /m') &&
          error.message.includes(remedy),
      );
    });
  }
});
