/**
 * @file Euler's method with ancestral noise (Song et al. 2021, Karras et al. 2022), as diffusers'
 * `EulerAncestralDiscreteScheduler`: each step goes below the next level and comes up to it with fresh noise.
 * σ↑ = √(σ'²(σ² − σ'²)/σ²), σ↓ = √(σ'² − σ↑²), x' = x + (σ↓ − σ)·(x − x₀)/σ + σ↑·z
 */

import { spacedEulerLevels } from '../levels/euler-levels.ts';
import type { PredictionType, Scheduler, SchedulerSettings } from '../scheduler.ts';
import { type NoisyStep, noisySteps } from '../steps/noisy-step.ts';
import { cleanReadings, grownVariance } from './euler.ts';

export function eulerAncestral(settings: SchedulerSettings, count: number): Scheduler {
  const levels = spacedEulerLevels(settings, count);
  const { timesteps, sigmas } = levels;
  const steps = timesteps.map((_, i) => ancestralStep(settings.predictionType, sigmas[i]!, sigmas[i + 1]!));
  return grownVariance(settings, levels, noisySteps(steps));
}

function ancestralStep(type: PredictionType, sigma: number, next: number): NoisyStep {
  const up = (next / sigma) * Math.sqrt(sigma ** 2 - next ** 2);
  const down = next ** 2 / sigma;
  return {
    clean: cleanReadings[type](sigma),
    next: { latents: down / sigma, clean: 1 - down / sigma, noise: up },
  };
}
