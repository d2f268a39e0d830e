/**
 * @file Euler's method on the probability flow, Karras et al. 2022, algorithm 2 without churn, as diffusers'
 * `EulerDiscreteScheduler`. Latents are scaled so that x = x₀ + σ·ε with σ = √((1 − ᾱ)/ᾱ).
 * x' = x + (σ' − σ)·(x − x₀)/σ
 */
import { applyLinearStep, type LinearStep, type Mix } from './linear-step.ts';
import { alphasCumulative } from './noise-schedule.ts';
import type { PredictionType, Scheduler, SchedulerSettings } from './scheduler.ts';
import { fractionalTimesteps } from './timestep-spacing.ts';

export function euler(settings: SchedulerSettings, count: number): Scheduler {
  const spacing = settings.spacing ?? 'linspace';
  const timesteps = fractionalTimesteps(spacing, count, settings);
  const table = sigmaTable(settings);
  const sigmas = timesteps.map((t) => Math.fround(interpolate(table, t)));
  const steps = sigmas.map((sigma, i) => eulerStep(settings.predictionType, sigma, sigmas[i + 1] ?? 0));
  const highest = Math.max(...sigmas);
  return {
    timesteps,
    initialNoise: spacing === 'leading' ? Math.sqrt(highest ** 2 + 1) : highest,
    inputScale: (index) => 1 / Math.sqrt(sigmas[index]! ** 2 + 1),
    step: (index, prediction, latents, clean) => applyLinearStep(steps[index]!, prediction, latents, clean),
  };
}

/** A last level of pure noise has no finite σ; diffusers puts ᾱ = 2⁻²⁴ in its place. */
function sigmaTable(settings: SchedulerSettings): Float32Array {
  const alphas = alphasCumulative(settings);
  if (settings.rescaleBetasZeroSnr) alphas[alphas.length - 1] = 2 ** -24;
  return alphas.map((alpha) => Math.sqrt(Math.fround(Math.fround(1 - alpha) / alpha)));
}

function interpolate(table: Float32Array, at: number): number {
  const low = Math.min(Math.floor(at), table.length - 1);
  const high = Math.min(low + 1, table.length - 1);
  return table[low]! + (table[high]! - table[low]!) * (at - low);
}

function eulerStep(type: PredictionType, sigma: number, nextSigma: number): LinearStep {
  const clean = cleanReadings[type](sigma);
  const ratio = (nextSigma - sigma) / sigma;
  return {
    clean,
    next: { latents: 1 + ratio * (1 - clean.latents), prediction: -ratio * clean.prediction },
  };
}

/** The clean latents by each kind of prediction. */
const cleanReadings: { readonly [P in PredictionType]: (sigma: number) => Mix } = {
  epsilon: (sigma) => ({ latents: 1, prediction: -sigma }),
  v_prediction: (sigma) => ({ latents: 1 / (sigma ** 2 + 1), prediction: -sigma / Math.sqrt(sigma ** 2 + 1) }),
  sample: () => ({ latents: 0, prediction: 1 }),
};
