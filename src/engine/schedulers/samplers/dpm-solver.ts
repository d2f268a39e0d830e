/**
 * @file The multistep DPM-Solver of orders 1 to 3 (Lu et al. 2022, arXiv 2206.00927, and DPM-Solver++, 2211.01095), as
 * diffusers' `DPMSolverMultistepScheduler`: each step is made of the network's last answers.
 */

import { levelOfSigma } from '../levels/sigma-table.ts';
import { dpmSolverRules, readableOrder, type SolverLevels, solverLevels } from '../levels/solver-levels.ts';
import type { Scheduler, SchedulerSettings } from '../scheduler.ts';
import { keptVariance } from '../steps/kept-variance.ts';
import { addNoise } from '../steps/noisy-step.ts';
import { solverAnswer } from '../steps/solver-answer.ts';
import { sumWeighted } from '../steps/weighted-sum.ts';
import { algorithms, type StepTerms } from './dpm-solver-terms.ts';

/** Of the second order, on estimates of the picture: DPM++ 2M, whatever the model's file says of solvers. */
const secondOrder = { algorithm: 'dpmsolver++', solverOrder: 2, solverType: 'midpoint' } as const;

export function dpmpp2m(settings: SchedulerSettings, count: number): Scheduler {
  return dpmSolver({ ...settings, ...secondOrder, sigmas: 'spaced' }, count);
}

/** The same, with the noise levels of Karras et al. 2022. */
export function dpmpp2mKarras(settings: SchedulerSettings, count: number): Scheduler {
  return dpmSolver({ ...settings, ...secondOrder, sigmas: 'karras' }, count);
}

/** As the model's file says. */
export function dpmSolver(settings: SchedulerSettings, count: number): Scheduler {
  const levels = solverLevels(settings, count, dpmSolverRules);
  const { sigmas } = levels;
  const algorithm = algorithms[settings.algorithm];
  const form = { predictionType: settings.predictionType, of: algorithm.of, limit: settings.limit };
  /** Newest first. */
  const answers: Float32Array[] = [];
  return keptVariance(
    levels.timesteps,
    (index) => levelOfSigma(sigmas[index]!),
    (index, prediction, latents, clean, noise) => {
      answers.unshift(solverAnswer(form, sigmas[index]!, prediction, latents, clean));
      answers.length = Math.min(answers.length, settings.solverOrder);
      const order = Math.min(answers.length, orderOf(settings, levels, index));
      const terms = algorithm.terms(sigmas[index]!, sigmas[index + 1]!);
      const weights = weigh[order - 1]!(terms, settings.solverType, stepLengths(sigmas, index, order));
      sumWeighted({ latents: terms.latents, answers: weights }, latents, answers);
      if (terms.noise !== undefined) addNoise(latents, terms.noise, noise);
    },
  );
}

/** Few steps are those of which the last are better taken at lower orders. */
const FEW = 15;

function orderOf(settings: SchedulerSettings, levels: SolverLevels, index: number): number {
  const left = levels.timesteps.length - 1 - index;
  const isFew = settings.lowerOrderFinal && levels.timesteps.length < FEW;
  if (left === 0 && (settings.eulerAtFinal || isFew)) return 1;
  const most = left === 1 && isFew ? 2 : Number.POSITIVE_INFINITY;
  return readableOrder(levels, index, Math.min(most, settings.solverOrder));
}

/** In λ = −ln σ: of this step, of the one before, and so on. */
function stepLengths(sigmas: readonly number[], index: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => Math.log(sigmas[index - k]! / sigmas[index - k + 1]!));
}

/** Weights of the last answers, newest first, by the order of the step. */
type Weigh = (terms: StepTerms, type: SchedulerSettings['solverType'], lengths: readonly number[]) => number[];

const weigh: readonly Weigh[] = [
  ({ answer }) => [answer],
  (terms, type, [now, before]) => {
    const slope = (terms[type] * now!) / before!;
    return [terms.answer + slope, -slope];
  },
  (terms, _type, [now, before, older]) => {
    const reach = (before! + older!) / now!;
    const share = before! / (before! + older!);
    const near = ((terms.heun * (1 + share) + terms.curve / reach) * now!) / before!;
    const far = ((-terms.heun * share - terms.curve / reach) * now!) / older!;
    return [terms.answer + near, far - near, -far];
  },
];
