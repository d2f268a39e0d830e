import assert from 'node:assert/strict';
import type { RgbImage } from '../../../src/engine/images/rgb-image.ts';
import { beginDrawing } from '../../../src/engine/pipelines/begin-drawing.ts';
import type { Course } from '../../../src/engine/pipelines/course.ts';
import type { DiffusionNetworks } from '../../../src/engine/pipelines/diffusion-networks.ts';
import { NormalNoise } from '../../../src/engine/random/normal-noise.ts';
import type { Scheduler } from '../../../src/engine/schedulers/scheduler.ts';
import { createScheduler } from '../../../src/engine/schedulers/scheduler-table.ts';
import type { DrawSettings } from '../../../src/language/plan/plan.ts';
import { Failure, type FailureCode } from '../../../src/protocol/failure.ts';
import { stableDiffusion } from '../schedulers/stable-diffusion-settings.ts';
import { greatestDistance, never } from '../support/fixture.ts';
import { echo, standIn } from './stand-in-networks.ts';

/** Ten steps. At step i the picture counts 1, noise 8 − i. */
const ten: Scheduler = { ...echo, timesteps: Array.from({ length: 10 }, (_, i) => 900 - 90 * i) };

/** 3×2 pixels: red rises from pixel to pixel. */
const init: RgbImage = {
  width: 3,
  height: 2,
  data: Uint8Array.from({ length: 18 }, (_, i) => (i % 3 === 0 ? 10 * i : 60)),
};

/** The left column is redrawn. */
const mask: RgbImage = {
  width: 3,
  height: 2,
  data: Uint8Array.from({ length: 18 }, (_, i) => (Math.floor(i / 3) % 3 === 0 ? 255 : 0)),
};

/** Of each latent: 1 where it is redrawn. */
const redrawn = Array.from({ length: 24 }, (_, i) => (i % 3 === 0 ? 1 : 0));

interface Wish {
  readonly networks?: DiffusionNetworks;
  readonly settings?: Partial<DrawSettings>;
  readonly images?: { readonly init?: RgbImage; readonly mask?: RgbImage };
  readonly scheduler?: Scheduler;
}

function courseOf({ networks = standIn(), settings = {}, images = {}, scheduler = ten }: Wish): Course {
  return {
    networks,
    request: {
      prompt: '',
      negative: '',
      emphasis: 'none',
      seed: 5,
      settings: { steps: 10, scheduler: 'ddim', guidance: 1, width: 3, height: 2, ...settings },
      ...images,
    },
    scheduler,
    dims: [1, 4, 2, 3],
    noise: new NormalNoise(5),
    signal: never,
    say: () => assert.fail('there is nothing to say'),
  };
}

const red = Array.from({ length: 24 }, (_, i) => (2 * 30 * (i % 6)) / 255 - 1);

/** What the stand-in's encoder makes of `init`, by the generator's next numbers. */
function pictureOf(noise: NormalNoise, red_ = red): number[] {
  return Array.from(noise.draw(24), (z, i) => red_[i]! + z / 1000);
}

const nineChannels = { inputChannels: 9 };

describe('a drawing from an image', () => {
  it('begins with the picture under noise: its own sample is drawn first, then the noise', async () => {
    const networks = standIn();
    const course = courseOf({ networks, settings: { strength: 0.6 }, images: { init } });
    const { latents, index, keep, beside } = await beginDrawing(course);
    const noise = new NormalNoise(5);
    const picture = pictureOf(noise);
    const wanted = Array.from(noise.draw(24), (z, i) => picture[i]! + 4 * z);
    assert.equal(index, 4);
    assert.ok(greatestDistance(latents, wanted) < 1e-5);
    assert.deepEqual([keep, beside], [undefined, undefined]);
    assert.deepEqual(networks.encoded[0]!.dims, [1, 3, 2, 3]);
  });

  it('takes the share of the steps that is to be redrawn, cut off as in Python', async () => {
    const shares = [
      [1, 0],
      [0.99, 1],
      [0.7, 3],
      [0.35, 7],
      [0.1, 9],
    ] as const;
    for (const [strength, first] of shares) {
      const { index } = await beginDrawing(courseOf({ settings: { strength }, images: { init } }));
      assert.equal(index, first, `${strength}`);
    }
  });

  it('counts steps and not calls, where a sampler calls the network once more', async () => {
    const scheduler = createScheduler('pndm', stableDiffusion, 10);
    const { index } = await beginDrawing(courseOf({ settings: { strength: 0.5 }, images: { init }, scheduler }));
    assert.deepEqual([index, scheduler.timesteps.length], [5, 11]);
  });

  it('says what to do when no step is left', async () => {
    const settings = { strength: 0.3, steps: 3 };
    await refused({ settings, images: { init } }, 'plan-invalid', /`strength` of 0.3 leaves none of 3 steps.*0.334/);
    const single = { strength: 0.9, steps: 1 };
    await refused({ settings: single, images: { init } }, 'plan-invalid', /none of 1 step to draw; raise it to 1 at/);
  });
});

describe('a drawing with a mask', () => {
  it('begins as from an image, and keeps the rest at the noise of the step that follows', async () => {
    const course = courseOf({ settings: { strength: 0.6 }, images: { init, mask } });
    const { latents, index, keep, beside } = await beginDrawing(course);
    const noise = new NormalNoise(5);
    const picture = pictureOf(noise);
    const grain = noise.draw(24);
    assert.deepEqual([index, beside], [4, undefined]);
    assert.ok(
      greatestDistance(
        latents,
        Array.from(grain, (z, i) => picture[i]! + 4 * z),
      ) < 1e-5,
    );
    // diffusers samples the masked picture's latents too, although nothing reads them.
    noise.draw(24);
    assert.deepEqual(course.noise.draw(24), noise.draw(24));
    const after = new Float32Array(24).fill(100);
    keep!(4, after);
    const kept = (level: number) => Array.from(grain, (z, i) => (redrawn[i] === 1 ? 100 : picture[i]! + level * z));
    assert.ok(greatestDistance(after, kept(3)) < 1e-5);
    keep!(9, after);
    assert.ok(greatestDistance(after, kept(0)) < 1e-5);
  });

  it('begins with noise alone at full strength', async () => {
    const { latents, index } = await beginDrawing(courseOf({ settings: { strength: 1 }, images: { init, mask } }));
    const noise = new NormalNoise(5);
    noise.draw(24);
    assert.equal(index, 0);
    assert.ok(
      greatestDistance(
        latents,
        noise.draw(24).map((z) => 3 * z),
      ) < 1e-5,
    );
  });

  it('hands mask and the rest of the picture to a network that reads them', async () => {
    const networks = standIn(nineChannels);
    const course = courseOf({ networks, settings: { strength: 0.6 }, images: { init, mask } });
    const { latents, beside, keep } = await beginDrawing(course);
    const noise = new NormalNoise(5);
    const picture = pictureOf(noise);
    assert.ok(
      greatestDistance(
        latents,
        Array.from(noise.draw(24), (z, i) => picture[i]! + 4 * z),
      ) < 1e-5,
    );
    assert.equal(keep, undefined);
    assert.deepEqual(
      [...networks.encoded[1]!.data].map((value, i) => value === 0 || value === networks.encoded[0]!.data[i]),
      Array.from({ length: 18 }, () => true),
    );
    const rest = pictureOf(
      noise,
      red.map((value, i) => (redrawn[i] === 1 ? 0 : value)),
    );
    assert.deepEqual([...beside!.slice(0, 6)], redrawn.slice(0, 6));
    assert.ok(greatestDistance(beside!.slice(6), rest) < 1e-5);
  });

  it('does not encode what full strength leaves nothing of, and draws nothing for it', async () => {
    const networks = standIn(nineChannels);
    const course = courseOf({ networks, settings: { strength: 1 }, images: { init, mask } });
    const { latents } = await beginDrawing(course);
    assert.equal(networks.encoded.length, 1);
    assert.ok(
      greatestDistance(
        latents,
        new NormalNoise(5).draw(24).map((z) => 3 * z),
      ) < 1e-5,
    );
  });

  it('takes the first pixel of each latent’s square', async () => {
    const networks = standIn();
    const large = { width: 12, height: 8, data: new Uint8Array(12 * 8 * 3) };
    large.data.fill(255, 0, 3);
    large.data.fill(255, (4 * 12 + 9) * 3, (4 * 12 + 9) * 3 + 3);
    const settings = { width: 12, height: 8, strength: 1 };
    const course = courseOf({ networks, settings, images: { init, mask: large } });
    // Latents of 2×3 stand for 8×12 pixels; the encoder's must be of that size too.
    const encoded = { isRepeatable: true, sample: () => new Float32Array(24) };
    const { keep } = await beginDrawing({ ...course, networks: { ...networks, encode: async () => encoded } });
    const after = new Float32Array(24).fill(100);
    keep!(9, after);
    assert.deepEqual([...after.slice(0, 6)], [100, 0, 0, 0, 0, 0]);
  });
});

describe('a network that reads a mask', () => {
  for (const images of [{}, { init }]) {
    it(`is not drawn with without one, ${'init' in images ? 'with' : 'without'} an image`, async () => {
      const networks = standIn(nineChannels);
      await refused({ networks, images }, 'plan-invalid', /an `init` and a `mask`/);
    });
  }

  it('is told from one that reads something else', async () => {
    const networks = standIn({ inputChannels: 8 });
    await refused({ networks }, 'model-unsupported', /reads 8 channels; 4 and, for redrawing parts, 9 are known/);
  });
});

async function refused(wish: Wish, code: FailureCode, words: RegExp): Promise<void> {
  await assert.rejects(beginDrawing(courseOf(wish)), (error) => Failure.is(error, code) && words.test(error.message));
}
