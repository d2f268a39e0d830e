/**
 * @file PNDM with linear multistep only (PLMS), Liu et al. 2022, formulas 9 and 12, as diffusers' `PNDMScheduler` with
 * `skip_prk_steps`: the second call looks back from the second level to correct the first step, so that the network is
 * called once more than there are steps. A course that begins in the middle also takes its second call for that one, as
 * in diffusers, although only the whole course has a level twice.
 * x' = √(ᾱ'/ᾱ)·x − (ᾱ' − ᾱ)·ε / (ᾱ·√(1 − ᾱ') + √(ᾱ·(1 − ᾱ)·ᾱ'))
 */
import { keptVariance } from './kept-variance.ts';
import { applyLinearStep, type LinearStep } from './linear-step.ts';
import { alphasCumulative, levelOfAlpha } from './noise-schedule.ts';
import { readPrediction } from './prediction-reading.ts';
import type { PredictionType, Scheduler, SchedulerSettings } from './scheduler.ts';
import { wholeTimesteps } from './timestep-spacing.ts';

export function pndm(settings: SchedulerSettings, count: number): Scheduler {
  const [first, ...rest] = wholeTimesteps(settings.spacing ?? 'leading', count, settings);
  const timesteps = [first!, ...rest.slice(0, 1), ...rest];
  // diffusers' sampler does not read that the schedule is to end in pure noise.
  const alphas = alphasCumulative({ ...settings, rescaleBetasZeroSnr: false });
  const final = (settings.setAlphaToOne ?? false) ? 1 : alphas[0]!;
  const stride = Math.floor(settings.trainSteps / count);
  const stepTo = (next: number, from: number) =>
    pndmStep(settings.predictionType, alphas[from] ?? alphas[alphas.length - 1]!, alphas[next] ?? final);
  const steps = {
    forward: timesteps.map((t) => stepTo(t - stride, t)),
    again: timesteps.map((t) => stepTo(t, t + stride)),
  };
  return keptVariance(timesteps, (index) => levelOfAlpha(alphas[timesteps[index]!]!), multistep(steps));
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

/** Adams–Bashforth: the last predictions, newest first, by how many there are. */
const weights: readonly (readonly number[])[] = [
  [1],
  [3 / 2, -1 / 2],
  [23 / 12, -16 / 12, 5 / 12],
  [55 / 24, -59 / 24, 37 / 24, -9 / 24],
];

interface Steps {
  /** From each call's level on. */
  readonly forward: readonly LinearStep[];
  /** To each call's level, a second time. */
  readonly again: readonly LinearStep[];
}

function multistep({ forward, again }: Steps): Scheduler['step'] {
  const history: Float32Array[] = [];
  let beginning: Float32Array | undefined;
  let calls = 0;
  return (index, prediction, latents, clean) => {
    beginning ??= latents.slice();
    if (calls++ === 1) {
      latents.set(beginning);
      applyLinearStep(again[index]!, weighted([prediction, history[0]!], [1 / 2, 1 / 2]), latents, clean);
      return;
    }
    history.unshift(prediction.slice());
    history.length = Math.min(history.length, weights.length);
    applyLinearStep(forward[index]!, weighted(history, weights[history.length - 1]!), latents, clean);
  };
}

function weighted(predictions: readonly Float32Array[], by: readonly number[]): Float32Array {
  return predictions[0]!.map((_, i) => predictions.reduce((sum, one, k) => sum + by[k]! * one[i]!, 0));
}
