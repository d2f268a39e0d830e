/**
 * @file DPM-Solver++ of the second order with the midpoint rule, Lu et al. 2022 ("DPM-Solver++", algorithm 2), as
 * diffusers' `DPMSolverMultistepScheduler`. With λ = ln √ᾱ − ln √(1 − ᾱ) = −ln σ and h = λ' − λ:
 * x' = √(1 − ᾱ')/√(1 − ᾱ)·x − √ᾱ'·(e⁻ʰ − 1)·(x₀ + (x₀ − x₀ of before)·h / 2h of before)
 */
import { keptVariance } from './kept-variance.ts';
import { type NoisyStep, noisySteps } from './noisy-step.ts';
import { readPredictionAtSigma } from './prediction-reading.ts';
import type { Scheduler, SchedulerSettings } from './scheduler.ts';
import { levelOfSigma } from './sigma-table.ts';
import { type SolverLevels, solverLevels } from './solver-levels.ts';

export function dpmpp2m(settings: SchedulerSettings, count: number): Scheduler {
  return solver(settings, count, false);
}

/** The same, with the noise levels of Karras et al. 2022. */
export function dpmpp2mKarras(settings: SchedulerSettings, count: number): Scheduler {
  return solver(settings, count, true);
}

function solver(settings: SchedulerSettings, count: number, isKarras: boolean): Scheduler {
  const levels = solverLevels(settings, count, { isKarras, lambdaMin: settings.lambdaMinClipped });
  const { timesteps } = levels;
  const steps = timesteps.map((_, i) => solverStep(settings, levels, i));
  return keptVariance(timesteps, (index) => levelOfSigma(levels.sigmas[index]!), noisySteps(steps));
}

function solverStep(settings: SchedulerSettings, levels: SolverLevels, index: number): NoisyStep {
  const sigma = levels.sigmas[index]!;
  const next = levels.sigmas[index + 1]!;
  const signal = 1 / Math.sqrt(next ** 2 + 1);
  const gain = signal * (1 - next / sigma);
  const bend = isFirstOrder(settings, levels, index) ? 0 : stepRatio(levels.sigmas, index) / 2;
  return {
    clean: readPredictionAtSigma(settings.predictionType, sigma).clean,
    next: {
      latents: (next / sigma) * signal * Math.sqrt(sigma ** 2 + 1),
      clean: gain * (1 + bend),
      previous: -gain * bend,
    },
  };
}

/** The last step is, when it ends at no noise at all, where λ has no end, or when there are few. */
function isFirstOrder(settings: SchedulerSettings, { timesteps, sigmas }: SolverLevels, index: number): boolean {
  if (index === 0 || sigmas[index] === sigmas[index - 1]) return true;
  const isFew = settings.lowerOrderFinal && timesteps.length < 15;
  return index === timesteps.length - 1 && (settings.eulerAtFinal || isFew || settings.finalSigmas === 'zero');
}

/** This step's h over that of the step before. */
function stepRatio(sigmas: readonly number[], index: number): number {
  const [before, sigma, next] = [sigmas[index - 1]!, sigmas[index]!, sigmas[index + 1]!];
  return Math.log(sigma / next) / Math.log(before / sigma);
}
