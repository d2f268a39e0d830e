/** @file What multistep solvers keep of the network's answers: an estimate of the picture, or of the noise. */

import { levelOfSigma } from '../levels/sigma-table.ts';
import type { PredictionType } from '../scheduler.ts';
import { type CleanLimit, limitClean } from './clean-limit.ts';
import { fillMix } from './noisy-step.ts';
import { readPredictionAtSigma } from './prediction-reading.ts';

export interface AnswerForm {
  readonly predictionType: PredictionType;
  readonly of: 'clean' | 'noise';
  readonly limit: CleanLimit | undefined;
}

/**
 * @param sigma of the latents as x₀ + σ·ε
 * @param clean receives the estimate of the noise-free latents
 * @returns a new array
 */
export function solverAnswer(
  { predictionType, of, limit }: AnswerForm,
  sigma: number,
  prediction: Float32Array,
  latents: Float32Array,
  clean: Float32Array,
): Float32Array {
  const reading = readPredictionAtSigma(predictionType, sigma);
  fillMix(clean, reading.clean, prediction, latents);
  limitClean(limit, clean);
  if (of === 'clean') return clean.slice();
  const answer = new Float32Array(clean.length);
  if (limit === undefined) fillMix(answer, reading.noise, prediction, latents);
  else {
    const level = levelOfSigma(sigma);
    fillMix(answer, { latents: 1 / level.noise, prediction: -level.clean / level.noise }, clean, latents);
  }
  return answer;
}
