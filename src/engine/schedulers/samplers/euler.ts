/**
 * @file Euler's method on the probability flow, Karras et al. 2022, algorithm 2 without churn, as diffusers'
 * `EulerDiscreteScheduler`. Latents are scaled so that x = x₀ + σ·ε with σ = √((1 − ᾱ)/ᾱ).
 * x' = x + (σ' − σ)·(x − x₀)/σ
 */
import { eulerLevels } from '../levels/euler-levels.ts';
import type { SolverLevels } from '../levels/solver-levels.ts';
import type { PredictionType, Scheduler, SchedulerSettings } from '../scheduler.ts';
import { applyLinearStep, type LinearStep, type Mix } from '../steps/linear-step.ts';

export function euler(settings: SchedulerSettings, count: number): Scheduler {
  const levels = eulerLevels(settings, count);
  const { sigmas } = levels;
  const steps = levels.timesteps.map((_, i) => eulerStep(settings.predictionType, sigmas[i]!, sigmas[i + 1]!));
  return grownVariance(settings, levels, (index, prediction, latents, clean) =>
    applyLinearStep(steps[index]!, prediction, latents, clean),
  );
}

/** A course of latents whose variance grows with the noise: they are scaled to 1 for the network. */
export function grownVariance(
  { spacing = 'linspace' }: SchedulerSettings,
  { timesteps, sigmas }: SolverLevels,
  step: Scheduler['step'],
): Scheduler {
  const highest = Math.max(...sigmas);
  return {
    timesteps,
    initialNoise: spacing === 'leading' ? Math.sqrt(highest ** 2 + 1) : highest,
    level: (index) => ({ clean: 1, noise: sigmas[index]! }),
    inputScale: (index) => 1 / Math.sqrt(sigmas[index]! ** 2 + 1),
    step,
  };
}

function eulerStep(type: PredictionType, sigma: number, nextSigma: number): LinearStep {
  const clean = cleanReadings[type](sigma);
  const ratio = (nextSigma - sigma) / sigma;
  return {
    clean,
    next: { latents: 1 + ratio * (1 - clean.latents), prediction: -ratio * clean.prediction },
  };
}

/** The clean latents by each kind of prediction, where latents are x₀ + σ·ε. */
export const cleanReadings: { readonly [P in PredictionType]: (sigma: number) => Mix } = {
  epsilon: (sigma) => ({ latents: 1, prediction: -sigma }),
  v_prediction: (sigma) => ({ latents: 1 / (sigma ** 2 + 1), prediction: -sigma / Math.sqrt(sigma ** 2 + 1) }),
  sample: () => ({ latents: 0, prediction: 1 }),
};
