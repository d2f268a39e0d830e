/**
 * @file A step through the estimate of the noise-free latents: with x the latents, m the prediction and z fresh noise,
 * x₀ = a·x + b·m, held to its limit, and x' = c·x + d·x₀ + e·m + n·z.
 */

import type { NoiseSource, Scheduler } from '../scheduler.ts';
import { type CleanLimit, limitClean } from './clean-limit.ts';
import type { Mix } from './linear-step.ts';

export interface NoisyStep {
  readonly clean: Mix;
  readonly next: {
    readonly latents: number;
    readonly clean: number;
    /** 0 when not given. */
    readonly prediction?: number;
    /** No noise is drawn when not given; for 0 it is, as another sampler's next draw may depend on it. */
    readonly noise?: number;
  };
}

/** A course of such steps. */
export function noisySteps(steps: readonly NoisyStep[], limit?: CleanLimit): Scheduler['step'] {
  return (index, prediction, latents, clean, noise) => {
    const { clean: reading, next } = steps[index]!;
    fillMix(clean, reading, prediction, latents);
    limitClean(limit, clean);
    moveLatents(next, prediction, latents, clean);
    if (next.noise !== undefined) addNoise(latents, next.noise, noise);
  };
}

/** @param into may be the prediction or the latents */
export function fillMix(into: Float32Array, mix: Mix, prediction: Float32Array, latents: Float32Array): void {
  for (let i = 0; i < into.length; i++) into[i] = mix.latents * latents[i]! + mix.prediction * prediction[i]!;
}

function moveLatents(
  { latents: a, clean: b, prediction: c = 0 }: NoisyStep['next'],
  prediction: Float32Array,
  latents: Float32Array,
  clean: Float32Array,
): void {
  for (let i = 0; i < latents.length; i++) latents[i] = a * latents[i]! + b * clean[i]! + c * prediction[i]!;
}

export function addNoise(latents: Float32Array, amount: number, source: NoiseSource): void {
  const noise = source.draw(latents.length);
  for (let i = 0; i < latents.length; i++) latents[i] = latents[i]! + amount * noise[i]!;
}
