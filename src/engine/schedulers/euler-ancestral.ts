/**
 * @file Euler's method with ancestral noise (Song et al. 2021, Karras et al. 2022), as diffusers'
 * `EulerAncestralDiscreteScheduler`: each step goes below the next level and comes up to it with fresh noise.
 * σ↑ = √(σ'²(σ² − σ'²)/σ²), σ↓ = √(σ'² − σ↑²), x' = x + (σ↓ − σ)·(x − x₀)/σ + σ↑·z
 */
import { cleanReadings, euler } from './euler.ts';
import { type NoisyStep, noisySteps } from './noisy-step.ts';
import type { PredictionType, Scheduler, SchedulerSettings } from './scheduler.ts';
import { sigmaAt, sigmaTable } from './sigma-table.ts';

/** The levels are those of Euler's plain method. */
export function eulerAncestral(settings: SchedulerSettings, count: number): Scheduler {
  const plain = euler(settings, count);
  const table = sigmaTable(settings);
  const sigmas = plain.timesteps.map((t) => sigmaAt(table, t));
  const steps = sigmas.map((sigma, i) => ancestralStep(settings.predictionType, sigma, sigmas[i + 1] ?? 0));
  return { ...plain, step: noisySteps(steps) };
}

function ancestralStep(type: PredictionType, sigma: number, next: number): NoisyStep {
  const up = (next / sigma) * Math.sqrt(sigma ** 2 - next ** 2);
  const down = next ** 2 / sigma;
  return {
    clean: cleanReadings[type](sigma),
    next: { latents: down / sigma, clean: 1 - down / sigma, noise: up },
  };
}
