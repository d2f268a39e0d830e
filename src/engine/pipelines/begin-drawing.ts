/**
 * @file What a drawing begins with: noise, a picture under noise, or one of which a part is redrawn. Numbers are drawn in
 * the order of diffusers' `StableDiffusionImg2ImgPipeline` and `StableDiffusionInpaintPipeline`.
 */
import { Failure } from '../../protocol/failure.ts';
import type { RgbImage } from '../images/rgb-image.ts';
import type { NoiseLevel } from '../schedulers/scheduler.ts';
import { type Beginning, type Course, sizeOf } from './course.ts';
import type { EncodedImage } from './encoded-image.ts';
import { fitImage, imagePlanes } from './fit-image.ts';
import { type Masked, maskImage } from './mask-image.ts';

/** @throws Failure `plan-invalid` where the request does not suit the model, and as `DiffusionNetworks.encode` */
export async function beginDrawing(course: Course): Promise<Beginning> {
  const { init, mask } = course.request;
  const readsMask = await networkReadsMask(course);
  if (init !== undefined && mask !== undefined) {
    const masked = maskImage(fittedPlanes(course, init), mask, course);
    return readsMask ? besideMask(course, masked) : underMask(course, masked);
  }
  if (readsMask) {
    throw new Failure(
      'plan-invalid',
      `${course.networks.name} redraws parts of images and nothing else; give the recipe an \`init\` and a \`mask\`.`,
    );
  }
  return init === undefined ? fromNoise(course) : fromImage(course, init);
}

/** Latents, a mask and the latents of what is left of the picture: nine channels in place of four. */
async function networkReadsMask({ networks, dims }: Course): Promise<boolean> {
  const [own, read] = [dims[1]!, networks.inputChannels];
  if (read === own || read === 2 * own + 1) return read !== own;
  throw new Failure(
    'model-unsupported',
    `The network of ${networks.name} reads ${read} channels; ${own} and, for redrawing parts, ${2 * own + 1} are known.`,
  );
}

function fromNoise({ scheduler, dims, noise }: Course): Beginning {
  const latents = noise.draw(sizeOf(dims));
  return { latents: scale(latents, scheduler.initialNoise), index: 0 };
}

async function fromImage(course: Course, init: RgbImage): Promise<Beginning> {
  const { scheduler, dims, noise } = course;
  const index = firstStep(course);
  const picture = (await encode(course, fittedPlanes(course, init))).sample(noise);
  return { latents: addNoise(picture, noise.draw(sizeOf(dims)), scheduler.level(index)), index };
}

/** For networks that read no mask: after each step the rest of the picture is put back, at the next step's noise. */
async function underMask(course: Course, { planes, mask }: Masked): Promise<Beginning> {
  const { scheduler, dims, noise } = course;
  const index = firstStep(course);
  const encoded = await encode(course, planes);
  const picture = encoded.sample(noise);
  const grain = noise.draw(sizeOf(dims));
  // diffusers also samples the latents of the masked picture, which nothing reads here: its numbers are drawn alike.
  encoded.sample(noise);
  const last = scheduler.timesteps.length - 1;
  const level = (step: number) => (step < last ? scheduler.level(step + 1) : { clean: 1, noise: 0 });
  return {
    latents: noisyPicture(course, index, picture, grain),
    index,
    keep: (step, latents) => restore(latents, { picture, grain, mask }, level(step)),
  };
}

/** For networks that were trained to redraw: they read the mask, and what is left of the picture. */
async function besideMask(course: Course, { planes, rest, mask }: Masked): Promise<Beginning> {
  const { dims, noise } = course;
  const index = firstStep(course);
  const picture = isWhole(course) ? undefined : (await encode(course, planes)).sample(noise);
  const grain = noise.draw(sizeOf(dims));
  const left = (await encode(course, rest)).sample(noise);
  return {
    latents: noisyPicture(course, index, picture ?? grain, grain),
    index,
    beside: joined(mask, left),
  };
}

function joined(first: Float32Array, second: Float32Array): Float32Array {
  const whole = new Float32Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}

/** At full strength nothing is left of the picture where it is redrawn. */
function isWhole({ request }: Course): boolean {
  return strengthOf(request) === 1;
}

function noisyPicture(course: Course, index: number, picture: Float32Array, grain: Float32Array): Float32Array {
  const { scheduler } = course;
  if (isWhole(course)) return scale(grain.slice(), scheduler.initialNoise);
  return addNoise(picture, grain.slice(), scheduler.level(index));
}

function strengthOf({ settings }: Course['request']): number {
  return settings.strength ?? 1;
}

/** diffusers, `get_timesteps`: that share of the steps is taken which is to be redrawn, the noisiest left out. */
function firstStep({ request, scheduler }: Course): number {
  const { steps } = request.settings;
  const strength = strengthOf(request);
  const index = steps - Math.min(Math.floor(steps * strength), steps);
  if (index < scheduler.timesteps.length && index < steps) return index;
  throw new Failure(
    'plan-invalid',
    `A \`strength\` of ${strength} leaves none of ${steps} ${steps === 1 ? 'step' : 'steps'} to draw; raise it to ` +
      `${Math.ceil(1000 / steps) / 1000} at least, or take more \`steps\`.`,
  );
}

function fittedPlanes({ request }: Course, image: RgbImage): Float32Array {
  return imagePlanes(fitImage(image, request.settings));
}

function encode({ networks, request, signal, say }: Course, planes: Float32Array): Promise<EncodedImage> {
  const { width, height } = request.settings;
  return networks.encode({ data: planes, dims: [1, 3, height, width] }, signal, say);
}

/** In place. */
function scale(values: Float32Array, factor: number): Float32Array {
  for (let i = 0; i < values.length; i++) values[i] = values[i]! * factor;
  return values;
}

/** @param grain becomes the result */
function addNoise(picture: Float32Array, grain: Float32Array, { clean, noise }: NoiseLevel): Float32Array {
  for (let i = 0; i < grain.length; i++) grain[i] = clean * picture[i]! + noise * grain[i]!;
  return grain;
}

interface Kept {
  readonly picture: Float32Array;
  readonly grain: Float32Array;
  /** [height, width] in latents. */
  readonly mask: Float32Array;
}

/** In place, wherever the mask is 0. */
function restore(latents: Float32Array, { picture, grain, mask }: Kept, { clean, noise }: NoiseLevel): void {
  for (let i = 0; i < latents.length; i++) {
    if (mask[i % mask.length] === 0) latents[i] = clean * picture[i]! + noise * grain[i]!;
  }
}
