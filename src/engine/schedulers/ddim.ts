/**
 * @file DDIM, Song et al. 2020, deterministic (η = 0), as diffusers' `DDIMScheduler`; its pipeline never clips.
 * x' = √ᾱ'·x₀ + √(1 − ᾱ')·ε
 */
import { keptVariance } from './kept-variance.ts';
import { applyLinearStep, type LinearStep } from './linear-step.ts';
import { alphasCumulative, levelOfAlpha } from './noise-schedule.ts';
import { readPrediction } from './prediction-reading.ts';
import type { PredictionType, Scheduler, SchedulerSettings } from './scheduler.ts';
import { wholeTimesteps } from './timestep-spacing.ts';

export function ddim(settings: SchedulerSettings, count: number): Scheduler {
  const timesteps = wholeTimesteps(settings.spacing ?? 'leading', count, settings);
  const alphas = alphasCumulative(settings);
  const final = (settings.setAlphaToOne ?? true) ? 1 : alphas[0]!;
  const stride = Math.floor(settings.trainSteps / count);
  const steps = timesteps.map((t) => ddimStep(settings.predictionType, alphas[t]!, alphas[t - stride] ?? final));
  return keptVariance(
    timesteps,
    (index) => levelOfAlpha(alphas[timesteps[index]!]!),
    (index, prediction, latents, clean) => applyLinearStep(steps[index]!, prediction, latents, clean),
  );
}

function ddimStep(type: PredictionType, alpha: number, nextAlpha: number): LinearStep {
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
