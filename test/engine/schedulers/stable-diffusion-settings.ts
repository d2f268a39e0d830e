import type { SchedulerSettings } from '../../../src/engine/schedulers/scheduler.ts';

/** Of Stable Diffusion 1.5, with diffusers' defaults for what its file leaves out. */
export const stableDiffusion: SchedulerSettings = {
  named: 'PNDMScheduler',
  trainSteps: 1000,
  betaSchedule: 'scaled_linear',
  betaStart: 0.00085,
  betaEnd: 0.012,
  rescaleBetasZeroSnr: false,
  predictionType: 'epsilon',
  stepsOffset: 1,
  setAlphaToOne: false,
  finalSigmas: 'zero',
  lowerOrderFinal: true,
  eulerAtFinal: false,
  lambdaMinClipped: Number.NEGATIVE_INFINITY,
  useKarrasSigmas: false,
  variance: 'fixed_small',
  originalSteps: 50,
  timestepScaling: 10,
};
