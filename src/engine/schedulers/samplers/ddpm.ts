/**
 * @file Ancestral sampling of the diffusion's own steps, Ho et al. 2020, formulas 6 and 7, as diffusers'
 * `DDPMScheduler`. With α = ᾱ/ᾱ' and β = 1 − α:
 * x' = √ᾱ'·β/(1 − ᾱ)·x₀ + √α·(1 − ᾱ')/(1 − ᾱ)·x + √variance·z
 */

import { alphasCumulative, levelOfAlpha } from '../levels/noise-schedule.ts';
import { wholeTimesteps } from '../levels/timestep-spacing.ts';
import type { Scheduler, SchedulerSettings } from '../scheduler.ts';
import { keptVariance } from '../steps/kept-variance.ts';
import { type NoisyStep, noisySteps } from '../steps/noisy-step.ts';
import { readPrediction } from '../steps/prediction-reading.ts';

/** diffusers keeps it off 0. */
const LEAST_VARIANCE = 1e-20;

export function ddpm(settings: SchedulerSettings, count: number): Scheduler {
  const timesteps = wholeTimesteps(settings.spacing ?? 'leading', count, settings);
  const alphas = alphasCumulative(settings);
  const steps = timesteps.map((t, i) => {
    const next = timesteps[i + 1];
    const { clean, next: move } = ddpmStep(settings, alphas[t]!, next === undefined ? 1 : alphas[next]!);
    return { clean, next: t > 0 ? move : { latents: move.latents, clean: move.clean } };
  });
  return keptVariance(
    timesteps,
    (index) => levelOfAlpha(alphas[timesteps[index]!]!),
    noisySteps(steps, settings.limit),
  );
}

function ddpmStep({ predictionType, variance }: SchedulerSettings, alpha: number, nextAlpha: number): NoisyStep {
  const kept = alpha / nextAlpha;
  const beta = 1 - kept;
  const small = Math.max(LEAST_VARIANCE, ((1 - nextAlpha) / (1 - alpha)) * beta);
  return {
    clean: readPrediction(predictionType, alpha).clean,
    next: {
      latents: (Math.sqrt(kept) * (1 - nextAlpha)) / (1 - alpha),
      clean: (Math.sqrt(nextAlpha) * beta) / (1 - alpha),
      noise: Math.sqrt(variance === 'fixed_large' ? beta : small),
    },
  };
}
