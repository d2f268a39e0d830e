import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DiffusionNetworks } from '../../../src/engine/pipelines/diffusion-networks.ts';
import { drawImage } from '../../../src/engine/pipelines/draw-image.ts';
import { NormalNoise } from '../../../src/engine/random/normal-noise.ts';
import type { Numbers } from '../../../src/engine/runtime/tensor-binder.ts';
import type { Scheduler } from '../../../src/engine/schedulers/scheduler.ts';
import type { Wording } from '../../../src/engine/text/prompt-chunks.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { greatestDistance, never } from '../fixture.ts';

/** A sampler whose next latents are the prediction, and that scales inputs by a half. */
const echo: Scheduler = {
  timesteps: [900, 300],
  initialNoise: 3,
  inputScale: () => 0.5,
  level: () => ({ clean: 0.6, noise: 0.8 }),
  step(_index, prediction, latents, clean) {
    latents.set(prediction);
    clean.set(prediction);
  },
};

interface Call {
  readonly sample: Numbers;
  readonly timestep: number;
  readonly context: Numbers;
}

function lengthOf(wording: Wording): number {
  return wording.flat().reduce((sum, { text }) => sum + text.length, 0);
}

/** Predicts each row's context, and remembers what it was asked. */
function networks(calls: Call[], prediction = (context: number) => context): DiffusionNetworks & { decoded?: Numbers } {
  const image = { width: 1, height: 1, data: new Uint8Array(3) };
  const self: DiffusionNetworks & { decoded?: Numbers } = {
    name: '/m',
    emptyIsZero: false,
    guidanceIsInput: false,
    precision: 'fp32',
    inputChannels: async () => 4,
    encode: () => assert.fail('an image was encoded'),
    latentDims: async (width, height) => [4, height, width],
    scheduler: () => echo,
    requireReadable: async () => {},
    encodePrompt: async (wording) => ({ hidden: { data: Float32Array.of(lengthOf(wording)), dims: [1, 1, 1] } }),
    predict: async (sample, timestep, { hidden: context }) => {
      calls.push({ sample: { ...sample, data: sample.data.slice() }, timestep, context });
      const size = sample.data.length / sample.dims[0]!;
      return Float32Array.from({ length: sample.data.length }, (_, i) =>
        prediction(context.data[Math.floor(i / size)]!),
      );
    },
    decode: async (latents) => {
      self.decoded = latents;
      return image;
    },
    preview: async () => image,
  };
  return self;
}

const request = (guidance: number) => ({
  prompt: 'abcde',
  negative: 'ab',
  emphasis: 'none' as const,
  seed: 5,
  settings: { steps: 2, scheduler: 'ddim', guidance, width: 3, height: 2 } as const,
});

async function finish(model: DiffusionNetworks, guidance: number): Promise<void> {
  const drawing = drawImage(model, request(guidance), never);
  while (!(await drawing.next()).done);
}

describe('text to image', () => {
  it('begins with torch noise of one image, scaled for the sampler and for the network', async () => {
    const calls: Call[] = [];
    await finish(networks(calls), 1);
    const noise = new NormalNoise(5).draw(24);
    assert.deepEqual(calls[0]!.sample.dims, [1, 4, 2, 3]);
    assert.ok(
      greatestDistance(
        calls[0]!.sample.data,
        noise.map((value) => value * 3 * 0.5),
      ) < 1e-6,
    );
    assert.deepEqual(
      calls.map((call) => call.timestep),
      [900, 300],
    );
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
    await finish({ ...networks([]), scheduler: () => noisy }, 1);
    const generator = new NormalNoise(5);
    generator.draw(24);
    assert.deepEqual(drawn, [generator.draw(24), generator.draw(24)]);
  });

  it('guides away from the negative prompt: without + g · (with − without)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 1.1, max: 20, noNaN: true }), async (guidance) => {
        const calls: Call[] = [];
        const model = networks(calls);
        await finish(model, guidance);
        assert.deepEqual([...calls[0]!.context.data], [2, 5]);
        assert.deepEqual(calls[0]!.sample.data.slice(0, 24), calls[0]!.sample.data.slice(24));
        assert.deepEqual(model.decoded!.dims, [1, 4, 2, 3]);
        assert.ok(model.decoded!.data.every((value) => Math.abs(value - (2 + guidance * 3)) < 1e-4));
      }),
      { numRuns: 20 },
    );
  });

  for (const guidance of [1, 0]) {
    it(`reads the prompt alone at guidance ${guidance}`, async () => {
      const calls: Call[] = [];
      await finish(networks(calls), guidance);
      assert.ok(calls.every((call) => call.sample.dims[0] === 1 && call.context.data[0] === 5));
    });
  }

  it('says at which step the numbers overflowed', async () => {
    const calls: Call[] = [];
    const model = networks(calls, () => (calls.length === 2 ? Number.NaN : 1));
    await assert.rejects(
      finish(model, 1),
      (error) => Failure.is(error, 'numbers-overflowed') && /step 2 of 2 of \/m/.test(error.message),
    );
  });
});
