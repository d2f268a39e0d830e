/**
 * @file PNDM, Liu et al. 2022, formula 9, as diffusers' `PNDMScheduler`.
 * x' = √(ᾱ'/ᾱ)·x − (ᾱ' − ᾱ)·ε / (ᾱ·√(1 − ᾱ') + √(ᾱ·(1 − ᾱ)·ᾱ'))
 */

import { alphasCumulative, levelOfAlpha } from '../levels/noise-schedule.ts';
import type { PredictionType, Scheduler, SchedulerSettings } from '../scheduler.ts';
import { keptVariance } from '../steps/kept-variance.ts';
import { applyLinearStep, type LinearStep } from '../steps/linear-step.ts';
import { readPrediction } from '../steps/prediction-reading.ts';
import { plmsCourse, rungeKuttaCourse } from './pndm-courses.ts';

/** @throws Failure `plan-invalid` for fewer steps than Runge and Kutta's method begins with */
export function pndm(settings: SchedulerSettings, count: number): Scheduler {
  const { timesteps, take } = (settings.skipPrkSteps ? plmsCourse : rungeKuttaCourse)(settings, count);
  // diffusers' sampler does not read that the schedule is to end in pure noise.
  const alphas = alphasCumulative({ ...settings, rescaleBetasZeroSnr: false });
  const final = (settings.setAlphaToOne ?? false) ? 1 : alphas[0]!;
  return keptVariance(
    timesteps,
    (index) => levelOfAlpha(alphas[timesteps[index]!]!),
    (index, prediction, latents, clean) => {
      const { from, to, weighed } = take(index, prediction, latents);
      const alpha = alphas[from] ?? alphas[alphas.length - 1]!;
      applyLinearStep(pndmStep(settings.predictionType, alpha, alphas[to] ?? final), weighed, latents, clean);
    },
  );
}

function pndmStep(type: PredictionType, alpha: number, nextAlpha: number): LinearStep {
  const { clean, noise } = readPrediction(type, alpha);
  const stay = Math.sqrt(nextAlpha / alpha);
  const scale = alpha * Math.sqrt(1 - nextAlpha) + Math.sqrt(alpha * (1 - alpha) * nextAlpha);
  const turn = -(nextAlpha - alpha) / scale;
  return {
    clean,
    next: { latents: stay + turn * noise.latents, prediction: turn * noise.prediction },
  };
}
