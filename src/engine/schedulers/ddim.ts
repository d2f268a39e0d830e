/**
 * @file DDIM, Song et al. 2020, deterministic (η = 0), as diffusers' `DDIMScheduler`; its pipeline never clips.
 * x' = √ᾱ'·x₀ + √(1 − ᾱ')·ε
 */
import { applyLinearStep, type LinearStep, type Mix } from './linear-step.ts';
import { alphasCumulative } from './noise-schedule.ts';
import type { PredictionType, Scheduler, SchedulerSettings } from './scheduler.ts';
import { wholeTimesteps } from './timestep-spacing.ts';

export function ddim(settings: SchedulerSettings, count: number): Scheduler {
  const timesteps = wholeTimesteps(settings.spacing ?? 'leading', count, settings);
  const alphas = alphasCumulative(settings);
  const final = settings.setAlphaToOne ? 1 : alphas[0]!;
  const stride = Math.floor(settings.trainSteps / count);
  const steps = timesteps.map((t) => ddimStep(settings.predictionType, alphas[t]!, alphas[t - stride] ?? final));
  return {
    timesteps,
    initialNoise: 1,
    inputScale: () => 1,
    step: (index, prediction, latents, clean) => applyLinearStep(steps[index]!, prediction, latents, clean),
  };
}

function ddimStep(type: PredictionType, alpha: number, nextAlpha: number): LinearStep {
  const { clean, noise } = readings[type](Math.sqrt(alpha), Math.sqrt(1 - alpha));
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

/** What a prediction says of the clean latents and of the noise, where x = signal·x₀ + sigma·ε. */
const readings: {
  readonly [P in PredictionType]: (signal: number, sigma: number) => { readonly clean: Mix; readonly noise: Mix };
} = {
  epsilon: (signal, sigma) => ({
    clean: { latents: 1 / signal, prediction: -sigma / signal },
    noise: { latents: 0, prediction: 1 },
  }),
  v_prediction: (signal, sigma) => ({
    clean: { latents: signal, prediction: -sigma },
    noise: { latents: sigma, prediction: signal },
  }),
  sample: (signal, sigma) => ({
    clean: { latents: 0, prediction: 1 },
    noise: { latents: 1 / sigma, prediction: -signal / sigma },
  }),
};
