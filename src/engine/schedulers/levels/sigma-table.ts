/** @file The noise of each training step as σ = √((1 − ᾱ)/ᾱ), where latents are x₀ + σ·ε. */

import type { NoiseLevel, SchedulerSettings } from '../scheduler.ts';
import { alphasCumulative } from './noise-schedule.ts';

/** A last level of pure noise has no finite σ; diffusers puts ᾱ = 2⁻²⁴ in its place. */
export function sigmaTable(settings: SchedulerSettings): Float32Array {
  const alphas = alphasCumulative(settings);
  if (settings.rescaleBetasZeroSnr) alphas[alphas.length - 1] = 2 ** -24;
  return alphas.map((alpha) => Math.sqrt(Math.fround(Math.fround(1 - alpha) / alpha)));
}

/** Of latents x₀ + σ·ε, scaled so that their variance is kept. */
export function levelOfSigma(sigma: number): NoiseLevel {
  const clean = 1 / Math.sqrt(sigma ** 2 + 1);
  return { clean, noise: sigma * clean };
}

/** The σ of a training step, which may lie between two. */
export function sigmaAt(table: Float32Array, at: number): number {
  const low = Math.min(Math.floor(at), table.length - 1);
  const high = Math.min(low + 1, table.length - 1);
  return Math.fround(table[low]! + (table[high]! - table[low]!) * (at - low));
}
