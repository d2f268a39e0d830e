/** @file Samplers by their names. */
import { Failure } from '../../protocol/failure.ts';
import type { Sampler } from './sampler.ts';
import { ddim } from './samplers/ddim.ts';
import { ddpm } from './samplers/ddpm.ts';
import { dpmpp2m, dpmpp2mKarras, dpmSolver } from './samplers/dpm-solver.ts';
import { euler } from './samplers/euler.ts';
import { eulerAncestral } from './samplers/euler-ancestral.ts';
import { lcm } from './samplers/lcm.ts';
import { pndm } from './samplers/pndm.ts';
import { unipc } from './samplers/unipc.ts';
import type { Scheduler, SchedulerSettings } from './scheduler.ts';

const schedulers: { readonly [N in Sampler]: (settings: SchedulerSettings, count: number) => Scheduler } = {
  ddim,
  euler,
  'euler-a': eulerAncestral,
  'dpmpp-2m': dpmpp2m,
  'dpmpp-2m-karras': dpmpp2mKarras,
  'dpm-solver': dpmSolver,
  unipc,
  pndm,
  lcm,
  ddpm,
};

/**
 * A sampler for one image of `count` steps.
 * @param settings as this sampler reads them
 * @throws Failure `plan-invalid` when the model or the sampler does not take so many, or so few
 */
export function createScheduler(sampler: Sampler, settings: SchedulerSettings, count: number): Scheduler {
  if (!Number.isInteger(count) || count < 1 || count > settings.trainSteps) {
    throw new Failure(
      'plan-invalid',
      `An image takes 1 to ${settings.trainSteps} steps with this model, not ${count}; change \`steps\`.`,
    );
  }
  return schedulers[sampler](settings, count);
}
