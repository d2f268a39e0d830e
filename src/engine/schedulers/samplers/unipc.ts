/**
 * @file UniPC (Zhao et al. 2023), as diffusers' `UniPCMultistepScheduler`: each answer of the network first corrects the
 * step that led to it, then predicts the next.
 */

import { levelOfSigma } from '../levels/sigma-table.ts';
import { readableOrder, type SolverLevels, solverLevels, uniPcRules } from '../levels/solver-levels.ts';
import type { Scheduler, SchedulerSettings } from '../scheduler.ts';
import { keptVariance } from '../steps/kept-variance.ts';
import { solverAnswer } from '../steps/solver-answer.ts';
import { sumWeighted } from '../steps/weighted-sum.ts';
import { correctorWeights, predictorWeights } from './unipc-weights.ts';

export function unipc(settings: SchedulerSettings, count: number): Scheduler {
  const levels = solverLevels(settings, count, uniPcRules);
  const { timesteps, sigmas } = levels;
  return keptVariance(timesteps, (index) => levelOfSigma(sigmas[index]!), predictorCorrector(settings, levels));
}

/** A step that was predicted, until the next answer corrects it. */
interface Predicted {
  readonly from: Float32Array;
  readonly order: number;
}

function predictorCorrector(settings: SchedulerSettings, levels: SolverLevels): Scheduler['step'] {
  const { sigmas } = levels;
  const form = {
    predictionType: settings.predictionType,
    of: settings.predictX0 ? 'clean' : 'noise',
    limit: settings.limit,
  } as const;
  /** Newest first. */
  const answers: Float32Array[] = [];
  let predicted: Predicted | undefined;
  return (index, prediction, latents, clean) => {
    const answer = solverAnswer(form, sigmas[index]!, prediction, latents, clean);
    if (predicted !== undefined && !settings.disableCorrector.includes(index - 1)) {
      latents.set(predicted.from);
      const weights = correctorWeights(settings, sigmas, index - 1, predicted.order);
      sumWeighted(weights, latents, [answer, ...answers]);
    }
    answers.unshift(answer);
    answers.length = Math.min(answers.length, settings.solverOrder);
    // A course that begins in the middle begins there with the first order too.
    const order = Math.min(answers.length, orderOf(settings, levels, index));
    predicted = { from: latents.slice(), order };
    sumWeighted(predictorWeights(settings, sigmas, index, order), latents, answers);
  };
}

function orderOf({ lowerOrderFinal, solverOrder }: SchedulerSettings, levels: SolverLevels, index: number): number {
  const left = levels.timesteps.length - index;
  return readableOrder(levels, index, lowerOrderFinal ? Math.min(solverOrder, left) : solverOrder);
}
