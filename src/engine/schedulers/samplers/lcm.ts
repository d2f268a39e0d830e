/**
 * @file Multistep sampling of latent consistency models, Luo et al. 2023, algorithm 3, as diffusers' `LCMScheduler`: the
 * whole way to the picture at each step, then fresh noise up to the next level. With s = scaled timestep:
 * picture = s/√(s² + ¼)·x₀ + ¼/(s² + ¼)·x, x' = √ᾱ'·picture + √(1 − ᾱ')·z
 * Only x₀ is held to the limit.
 */
import { Failure } from '../../../protocol/failure.ts';
import { alphasCumulative, levelOfAlpha } from '../levels/noise-schedule.ts';
import type { Scheduler, SchedulerSettings } from '../scheduler.ts';
import { keptVariance } from '../steps/kept-variance.ts';
import { type NoisyStep, noisySteps } from '../steps/noisy-step.ts';
import { readPrediction } from '../steps/prediction-reading.ts';

/** The variance of the training's latents. */
const DATA_VARIANCE = 0.5 ** 2;

/** @throws Failure `plan-invalid` for more steps than the model was distilled from */
export function lcm(settings: SchedulerSettings, count: number): Scheduler {
  const timesteps = lcmTimesteps(settings, count);
  const alphas = alphasCumulative(settings);
  const steps = timesteps.map((t, i) => {
    const next = timesteps[i + 1];
    return lcmStep(settings, t, alphas[t]!, next === undefined ? undefined : alphas[next]!);
  });
  return keptVariance(
    timesteps,
    (index) => levelOfAlpha(alphas[timesteps[index]!]!),
    noisySteps(steps, settings.limit),
  );
}

/** Evenly picked from those that the model was distilled with. */
function lcmTimesteps({ trainSteps, originalSteps }: SchedulerSettings, count: number): number[] {
  if (count > originalSteps) {
    throw new Failure(
      'plan-invalid',
      `The scheduler \`lcm\` takes 1 to ${originalSteps} steps with this model, not ${count}; change \`steps\`.`,
    );
  }
  const stride = Math.floor(trainSteps / originalSteps);
  return Array.from(
    { length: count },
    (_, i) => (originalSteps - Math.floor(i * (originalSteps / count))) * stride - 1,
  );
}

/** @param nextAlpha undefined for the last step, which ends at the picture */
function lcmStep(settings: SchedulerSettings, t: number, alpha: number, nextAlpha: number | undefined): NoisyStep {
  const { clean } = readPrediction(settings.predictionType, alpha);
  const scaled = (t * settings.timestepScaling) ** 2 + DATA_VARIANCE;
  const [skip, out] = [DATA_VARIANCE / scaled, (t * settings.timestepScaling) / Math.sqrt(scaled)];
  const signal = nextAlpha === undefined ? 1 : Math.sqrt(nextAlpha);
  const noise = nextAlpha === undefined ? {} : { noise: Math.sqrt(1 - nextAlpha) };
  if (settings.limit !== undefined) return { clean, next: { latents: signal * skip, clean: signal * out, ...noise } };
  return {
    clean: { latents: out * clean.latents + skip, prediction: out * clean.prediction },
    next: { latents: 0, clean: signal, ...noise },
  };
}
