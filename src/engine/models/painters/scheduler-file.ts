/** @file The scheduler's file of a model, or what is usual where there is none. */
import { join } from 'node:path';
import type { SchedulerSettings } from '../../schedulers/scheduler.ts';
import { JsonObject, readJsonFile } from '../json-file.ts';
import { readSchedulerSettings } from '../scheduler-settings.ts';
import type { Architecture } from './diffusion-family.ts';
import { type Description, findInModel } from './diffusion-parts.ts';

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
  steps_offset: 1,
};

export function schedulerSettings(config: JsonObject, { scheduler, forcesOffset }: Architecture): SchedulerSettings {
  const isEmpty = config.names().length === 0;
  const said = isEmpty ? new JsonObject({ ...USUAL, _class_name: scheduler }, config.place) : config;
  const settings = readSchedulerSettings(said);
  return forcesOffset ? settings : { ...settings, stepsOffset: said.number('steps_offset', 0) };
}
