/** @file The scheduler's file of a model, or what is usual where there is none. */
import { join } from 'node:path';
import type { SchedulerName } from '../../../../language/plan/plan.ts';
import { JsonObject, readJsonFile } from '../../../files/json-file.ts';
import { samplerOf } from '../../../schedulers/sampler.ts';
import type { Scheduler } from '../../../schedulers/scheduler.ts';
import { createScheduler } from '../../../schedulers/scheduler-table.ts';
import type { Architecture } from '../diffusion-family.ts';
import { type Description, findInModel } from '../diffusion-parts.ts';
import { readSchedulerSettings } from './scheduler-settings.ts';

const SCHEDULER = 'scheduler/scheduler_config.json';

/** Where there is a list of parts the scheduler is one; a handful of graphs alone has none. */
export async function readScheduler(path: string, index: Description): Promise<Description> {
  const found = await findInModel(path, SCHEDULER);
  if (found === undefined && index.path === undefined) return { path: undefined, json: new JsonObject({}, path) };
  const file = found ?? join(path, SCHEDULER);
  return { path: file, json: await readJsonFile(file) };
}

/** What Stable Diffusion models were trained with, and what their files say beside it. */
const USUAL = {
  beta_schedule: 'scaled_linear',
  beta_start: 0.00085,
  beta_end: 0.012,
  set_alpha_to_one: false,
  skip_prk_steps: true,
  steps_offset: 1,
};

/**
 * A sampler for one image of `count` steps, as the model's file describes it.
 * @throws Failure `plan-invalid`, `model-unsupported`, `model-corrupt` when the file does not suit the sampler
 */
export type SchedulerMaker = (name: SchedulerName, count: number) => Scheduler;

/**
 * Only what all samplers share is read at once: a file may be wrong for its own class and right for another.
 * @param pipeline the model's class in diffusers, or nothing
 * @throws Failure `model-unsupported`, `model-corrupt`
 */
export function schedulerMaker(
  config: JsonObject,
  { scheduler, forcesOffset }: Architecture,
  pipeline: string,
): SchedulerMaker {
  const isForced = forcesOffset && !/LatentConsistency/.test(pipeline);
  const isEmpty = config.names().length === 0;
  const said = isEmpty ? new JsonObject({ ...USUAL, _class_name: scheduler }, config.place) : config;
  const named = said.value('_class_name') === undefined ? undefined : said.string('_class_name');
  readSchedulerSettings(said, { sampler: named === 'DDPMScheduler' ? 'ddpm' : undefined, isForced });
  return (name, count) => {
    const sampler = samplerOf(name, named);
    return createScheduler(sampler, readSchedulerSettings(said, { sampler, isForced }), count);
  };
}
