import { JsonObject } from '../../../src/engine/files/json-file.ts';
import { readSchedulerSettings } from '../../../src/engine/models/painters/scheduler/scheduler-settings.ts';
import type { SchedulerSettings } from '../../../src/engine/schedulers/scheduler.ts';

const file = new JsonObject(
  { beta_schedule: 'scaled_linear', beta_start: 0.00085, beta_end: 0.012 },
  'scheduler_config.json',
);

/** Of Stable Diffusion 1.5, with diffusers' defaults for what its file leaves out. */
export const stableDiffusion: SchedulerSettings = {
  ...readSchedulerSettings(file, { sampler: undefined, isForced: true }),
  setAlphaToOne: false,
  skipPrkSteps: true,
};
