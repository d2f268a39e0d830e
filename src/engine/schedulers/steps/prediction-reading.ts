/** @file What the network's answer says of the picture and of the noise, by what it was trained to predict. */

import type { PredictionType } from '../scheduler.ts';
import type { Mix } from './linear-step.ts';

export interface PredictionReading {
  readonly clean: Mix;
  readonly noise: Mix;
}

/** @param alpha ᾱ of the latents, which are √ᾱ·x₀ + √(1 − ᾱ)·ε */
export function readPrediction(type: PredictionType, alpha: number): PredictionReading {
  return readings[type](Math.sqrt(alpha), Math.sqrt(1 - alpha));
}

/** @param sigma of the latents as x₀ + σ·ε, which are scaled here so that their variance is 1 */
export function readPredictionAtSigma(type: PredictionType, sigma: number): PredictionReading {
  const signal = 1 / Math.sqrt(sigma ** 2 + 1);
  return readings[type](signal, sigma * signal);
}

const readings: {
  readonly [P in PredictionType]: (signal: number, sigma: number) => PredictionReading;
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
