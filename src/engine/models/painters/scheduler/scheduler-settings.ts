/**
 * @file `scheduler_config.json` → settings of one sampler, with diffusers' defaults for what it leaves out. Fields of other
 * samplers are not looked at, as with diffusers' `from_config`: the file may be of any class.
 */

import type { JsonObject } from '../../../files/json-file.ts';
import type { Sampler } from '../../../schedulers/sampler.ts';
import type { SchedulerSettings } from '../../../schedulers/scheduler.ts';
import { limitFields } from './limit-fields.ts';
import { scheduleFields, trainSteps } from './schedule-fields.ts';
import { choiceField, countUpTo, hasField, numberField } from './scheduler-fields.ts';
import { dpmppFields, dpmSolverFields, eulerFields, uniPcFields } from './solver-fields.ts';

type Part = Partial<SchedulerSettings>;

export interface FileReading {
  /** Undefined to read only what all samplers share. */
  readonly sampler: Sampler | undefined;
  /** diffusers' Stable Diffusion pipeline offsets its steps by 1 and never clips, whatever the file says. */
  readonly isForced: boolean;
}

/** @throws Failure `model-unsupported`, `model-corrupt` */
export function readSchedulerSettings(config: JsonObject, { sampler, isForced }: FileReading): SchedulerSettings {
  return {
    ...unread,
    ...scheduleFields(config, sampler),
    stepsOffset: isForced ? 1 : numberField(config, 'steps_offset', { least: 0, isWhole: true }, 0),
    ...(sampler === undefined ? {} : ownFields[sampler](config, isForced)),
  };
}

/** Of samplers that do not have the field. */
const unread = {
  finalSigmas: 'zero',
  sigmas: 'spaced',
  interpolation: 'linear',
  timestepType: 'discrete',
  solverOrder: 2,
  algorithm: 'dpmsolver++',
  solverType: 'midpoint',
  bhType: 'bh2',
  predictX0: true,
  disableCorrector: [],
  lowerOrderFinal: true,
  eulerAtFinal: false,
  lambdaMinClipped: Number.NEGATIVE_INFINITY,
  skipPrkSteps: false,
  variance: 'fixed_small',
  originalSteps: 50,
  timestepScaling: 10,
} as const satisfies Part;

const ownFields: { readonly [S in Sampler]: (config: JsonObject, isForced: boolean) => Part } = {
  ddim: (config, isForced) => ({ ...alphaToOne(config), ...limitFields(config, !isForced) }),
  ddpm: (config, isForced) => ({
    ...limitFields(config, !isForced),
    variance: choiceField(config, 'variance_type', variances, 'fixed_small'),
  }),
  pndm: (config) => ({ ...alphaToOne(config), skipPrkSteps: config.boolean('skip_prk_steps', false) }),
  euler: eulerFields,
  'euler-a': () => ({}),
  'dpmpp-2m': dpmppFields,
  'dpmpp-2m-karras': dpmppFields,
  'dpm-solver': dpmSolverFields,
  unipc: uniPcFields,
  lcm: (config, isForced) => ({
    ...limitFields(config, !isForced),
    originalSteps: numberField(config, 'original_inference_steps', countUpTo(trainSteps(config)), 50),
    timestepScaling: config.number('timestep_scaling', 10),
  }),
};

function alphaToOne(config: JsonObject): Part {
  return hasField(config, 'set_alpha_to_one') ? { setAlphaToOne: config.boolean('set_alpha_to_one') } : {};
}

/** Logarithms of the variance are the same variance; diffusers itself draws no pictures with that of `fixed_large_log`. */
const variances = {
  fixed_small: 'fixed_small',
  fixed_small_log: 'fixed_small',
  fixed_large: 'fixed_large',
  fixed_large_log: 'fixed_large',
} as const;
