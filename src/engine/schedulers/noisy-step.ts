/**
 * @file A step through the estimate of the noise-free latents: with x the latents, m the prediction and z fresh noise,
 * x₀ = a·x + b·m and x' = c·x + d·x₀ + p·x₀ of the step before + n·z.
 */
import type { Mix } from './linear-step.ts';
import type { NoiseSource, Scheduler } from './scheduler.ts';

export interface NoisyStep {
  readonly clean: Mix;
  readonly next: {
    readonly latents: number;
    readonly clean: number;
    /** 0 when not given. In the step that a course begins with, x₀ stands for it: that step is of the first order. */
    readonly previous?: number;
    /** No noise is drawn when not given; for 0 it is, as another sampler's next draw may depend on it. */
    readonly noise?: number;
  };
}

/** A course of such steps; it remembers the estimate of the step before. */
export function noisySteps(steps: readonly NoisyStep[]): Scheduler['step'] {
  let previous: Float32Array | undefined;
  return (index, prediction, latents, clean, noise) => {
    const step = steps[index]!;
    fillClean(step.clean, prediction, latents, clean);
    moveLatents(step.next, latents, clean, previous ?? clean);
    if (step.next.noise !== undefined) addNoise(latents, step.next.noise, noise);
    previous ??= new Float32Array(clean.length);
    previous.set(clean);
  };
}

/** The estimate of the noise-free latents. */
export function fillClean(mix: Mix, prediction: Float32Array, latents: Float32Array, clean: Float32Array): void {
  for (let i = 0; i < clean.length; i++) clean[i] = mix.latents * latents[i]! + mix.prediction * prediction[i]!;
}

function moveLatents(
  next: NoisyStep['next'],
  latents: Float32Array,
  clean: Float32Array,
  previous: Float32Array,
): void {
  const { latents: a, clean: b, previous: c = 0 } = next;
  for (let i = 0; i < latents.length; i++) latents[i] = a * latents[i]! + b * clean[i]! + c * previous[i]!;
}

function addNoise(latents: Float32Array, amount: number, source: NoiseSource): void {
  const noise = source.draw(latents.length);
  for (let i = 0; i < latents.length; i++) latents[i] = latents[i]! + amount * noise[i]!;
}
