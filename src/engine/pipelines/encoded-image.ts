/** @file What an autoencoder makes of a picture: latents, or how they are spread (Kingma & Welling 2014). */
import type { NoiseSource } from '../schedulers/scheduler.ts';

export interface EncodedImage {
  /** Whether encoding the picture again would give the same. */
  readonly isRepeatable: boolean;
  /** Latents as the network reads them, new at each call. @param noise is drawn from where they are spread */
  sample(noise: NoiseSource): Float32Array;
}

/** diffusers, `DiagonalGaussianDistribution`. */
const LEAST_LOG_VARIANCE = -30;
const MOST_LOG_VARIANCE = 20;

/**
 * mean + e^(½·log variance)·z.
 * @param parameters [means, log variances], of the same length
 */
export function spreadLatents(parameters: Float32Array, scale: (value: number) => number): EncodedImage {
  const half = parameters.length / 2;
  const deviations = parameters
    .subarray(half)
    .map((value) => Math.exp(Math.min(MOST_LOG_VARIANCE, Math.max(LEAST_LOG_VARIANCE, value)) / 2));
  return {
    isRepeatable: true,
    sample(noise) {
      const latents = noise.draw(half);
      for (let i = 0; i < half; i++) latents[i] = scale(parameters[i]! + deviations[i]! * latents[i]!);
      return latents;
    },
  };
}

/** Latents that an older export draws itself; they differ from run to run. */
export function drawnLatents(latents: Float32Array, scale: (value: number) => number): EncodedImage {
  return { isRepeatable: false, sample: () => latents.map(scale) };
}
