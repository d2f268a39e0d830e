/**
 * @file Text to image with latent diffusion: noise, then one call of the network a step with classifier-free guidance
 * (Ho & Salimans 2022), then the autoencoder. Latents and the sampler's arithmetic stay in 32 bits.
 */
import type { RgbImage } from '../images/rgb-image.ts';
import type { DrawRequest, DrawStep } from '../models/painter.ts';
import { NormalNoise } from '../random/normal-noise.ts';
import type { Scheduler } from '../schedulers/scheduler.ts';
import type { DiffusionNetworks } from './diffusion-networks.ts';
import { requireFinite } from './finite-numbers.ts';
import { readPrompts } from './prompt-context.ts';

/** One image; see `Painter.draw`. */
export async function* drawImage(
  networks: DiffusionNetworks,
  request: DrawRequest,
  signal: AbortSignal,
): AsyncGenerator<DrawStep, RgbImage> {
  const { settings } = request;
  const latentDims = await networks.latentDims(settings.width, settings.height);
  const scheduler = networks.scheduler(settings);
  const dims = [1, ...latentDims];
  const guide = await createGuide(networks, request, { scheduler, dims }, signal);
  const noise = new NormalNoise(request.seed);
  const latents = noise.draw(sizeOf(dims)).map((value) => value * scheduler.initialNoise);
  const clean = new Float32Array(latents.length);
  const count = scheduler.timesteps.length;
  for (let index = 0; index < count; index++) {
    const prediction = await guide(latents, index);
    requireFinite(prediction, `step ${index + 1} of ${count} of ${networks.name}`);
    scheduler.step(index, prediction, latents, clean, noise);
    yield { index: index + 1, count, preview: () => networks.preview({ data: clean, dims }, signal) };
  }
  return networks.decode({ data: latents, dims }, signal);
}

/** The guided prediction of one step; its result is overwritten by the next. */
type Guide = (latents: Float32Array, index: number) => Promise<Float32Array>;

/** As in diffusers a guidance of 1 or less means none: one row a call, the prompt alone. */
async function createGuide(
  networks: DiffusionNetworks,
  request: DrawRequest,
  course: Course,
  signal: AbortSignal,
): Promise<Guide> {
  const { guidance } = request.settings;
  const alone = guidance <= 1 || networks.guidanceIsInput;
  const contextOf = await readPrompts(networks, request, alone, signal);
  const [, ...rest] = course.dims;
  const dims = [alone ? 1 : 2, ...rest];
  const sample = { data: new Float32Array(sizeOf(dims)), dims };
  return async (latents, index) => {
    fillScaled(sample.data, latents, course.scheduler.inputScale(index));
    const context = await contextOf(index);
    const prediction = await networks.predict(sample, course.scheduler.timesteps[index]!, context, guidance, signal);
    return alone ? prediction : guided(prediction, guidance);
  };
}

interface Course {
  readonly scheduler: Scheduler;
  /** Of one image's latents, [1, channels, height, width]. */
  readonly dims: readonly number[];
}

/** The latents times a number, as often as they fit. */
function fillScaled(rows: Float32Array, latents: Float32Array, factor: number): void {
  const size = latents.length;
  for (let i = 0; i < size; i++) rows[i] = latents[i]! * factor;
  for (let start = size; start < rows.length; start += size) rows.copyWithin(start, 0, size);
}

/** In place: without + guidance · (with − without), from rows in the order [without, with]. */
function guided(both: Float32Array, guidance: number): Float32Array {
  const half = both.length / 2;
  const without = both.subarray(0, half);
  for (let i = 0; i < half; i++) without[i] = without[i]! + guidance * (both[half + i]! - without[i]!);
  return without;
}

function sizeOf(dims: readonly number[]): number {
  return dims.reduce((product, size) => product * size, 1);
}
