/** @file Networks that predict each row's context, make a picture's latents of its pixels, and remember all of it. */
import type { DiffusionNetworks } from '../../../src/engine/pipelines/diffusion-networks.ts';
import type { EncodedImage } from '../../../src/engine/pipelines/encoded-image.ts';
import type { Numbers } from '../../../src/engine/runtime/tensor-binder.ts';
import type { Scheduler } from '../../../src/engine/schedulers/scheduler.ts';
import type { Wording } from '../../../src/engine/text/prompt-chunks.ts';

/** A sampler whose next latents are the prediction, and that scales inputs by a half. */
export const echo: Scheduler = {
  timesteps: [900, 300],
  initialNoise: 3,
  inputScale: () => 0.5,
  level: (index) => ({ clean: 1, noise: 8 - index }),
  step(_index, prediction, latents, clean) {
    latents.set(prediction);
    clean.set(prediction);
  },
};

export interface Call {
  readonly sample: Numbers;
  readonly timestep: number;
  readonly context: Numbers;
}

export interface StandIn extends DiffusionNetworks {
  readonly calls: Call[];
  /** What was encoded. */
  readonly encoded: Numbers[];
  readonly decoded: Numbers[];
}

/** Latents have 4 channels and the size of the picture; a prompt's context is its length. */
export function standIn(changes: Partial<DiffusionNetworks> = {}): StandIn {
  const calls: Call[] = [];
  const encoded: Numbers[] = [];
  const decoded: Numbers[] = [];
  const image = { width: 1, height: 1, data: new Uint8Array(3) };
  return {
    calls,
    encoded,
    decoded,
    name: '/m',
    precision: 'fp32',
    emptyIsZero: false,
    guidanceIsInput: false,
    latentDims: async (width, height) => [4, height, width],
    inputChannels: 4,
    scheduler: () => echo,
    requireReadable: async () => {},
    encodePrompt: async (wording) => ({ hidden: { data: Float32Array.of(lengthOf(wording)), dims: [1, 1, 1] } }),
    async predict(sample, timestep, { hidden: context }) {
      calls.push({ sample: { ...sample, data: sample.data.slice() }, timestep, context });
      const [rows, , height, width] = sample.dims;
      const size = 4 * height! * width!;
      return Float32Array.from({ length: rows! * size }, (_, i) => context.data[Math.floor(i / size)]!);
    },
    async encode(picture) {
      encoded.push(picture);
      return latentsOf(picture);
    },
    async decode(latents) {
      decoded.push({ ...latents, data: Float32Array.from(latents.data) });
      return image;
    },
    preview: async () => image,
    ...changes,
  };
}

/** The first colour of each pixel in all four channels, and a little noise. */
function latentsOf({ data }: Numbers): EncodedImage {
  const plane = data.length / 3;
  return { isRepeatable: true, sample: (noise) => noise.draw(plane * 4).map((z, i) => data[i % plane]! + z / 1000) };
}

function lengthOf(wording: Wording): number {
  return wording.flat().reduce((sum, { text }) => sum + text.length, 0);
}
