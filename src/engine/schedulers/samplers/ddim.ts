/**
 * @file DDIM, Song et al. 2020, deterministic (η = 0), as diffusers' `DDIMScheduler`.
 * x' = √ᾱ'·x₀ + √(1 − ᾱ')·ε
 */

import { alphasCumulative, levelOfAlpha } from '../levels/noise-schedule.ts';
import { wholeTimesteps } from '../levels/timestep-spacing.ts';
import type { PredictionType, Scheduler, SchedulerSettings } from '../scheduler.ts';
import { keptVariance } from '../steps/kept-variance.ts';
import { applyLinearStep, type LinearStep } from '../steps/linear-step.ts';
import { type NoisyStep, noisySteps } from '../steps/noisy-step.ts';
import { readPrediction } from '../steps/prediction-reading.ts';

export function ddim(settings: SchedulerSettings, count: number): Scheduler {
  const timesteps = wholeTimesteps(settings.spacing ?? 'leading', count, settings);
  const alphas = alphasCumulative(settings);
  const final = (settings.setAlphaToOne ?? true) ? 1 : alphas[0]!;
  const stride = Math.floor(settings.trainSteps / count);
  const stepsOf = <T>(stepOf: (type: PredictionType, alpha: number, nextAlpha: number) => T): T[] =>
    timesteps.map((t) => stepOf(settings.predictionType, alphas[t]!, alphas[t - stride] ?? final));
  return keptVariance(
    timesteps,
    (index) => levelOfAlpha(alphas[timesteps[index]!]!),
    settings.limit === undefined ? linearSteps(stepsOf(freeStep)) : noisySteps(stepsOf(limitedStep), settings.limit),
  );
}

function linearSteps(steps: readonly LinearStep[]): Scheduler['step'] {
  return (index, prediction, latents, clean) => applyLinearStep(steps[index]!, prediction, latents, clean);
}

function freeStep(type: PredictionType, alpha: number, nextAlpha: number): LinearStep {
  const { clean, noise } = readPrediction(type, alpha);
  const signal = Math.sqrt(nextAlpha);
  const sigma = Math.sqrt(1 - nextAlpha);
  return {
    clean,
    next: {
      latents: signal * clean.latents + sigma * noise.latents,
      prediction: signal * clean.prediction + sigma * noise.prediction,
    },
  };
}

/** The noise stays as it was predicted, also where the picture is held to its limit. */
function limitedStep(type: PredictionType, alpha: number, nextAlpha: number): NoisyStep {
  const { clean, noise } = readPrediction(type, alpha);
  const sigma = Math.sqrt(1 - nextAlpha);
  return {
    clean,
    next: {
      latents: sigma * noise.latents,
      clean: Math.sqrt(nextAlpha),
      prediction: sigma * noise.prediction,
    },
  };
}
