import type { NoiseLevel, Scheduler } from '../scheduler.ts';

/** A course of latents that keep their variance: they begin as standard normal noise, and are read as they are. */
export function keptVariance(
  timesteps: readonly number[],
  level: (index: number) => NoiseLevel,
  step: Scheduler['step'],
): Scheduler {
  return { timesteps, initialNoise: 1, inputScale: () => 1, level, step };
}
