/** @file Samplers by the names that prompt files use. */
import type { SchedulerName } from '../../language/plan/plan.ts';
import { Failure } from '../../protocol/failure.ts';
import { ddim } from './ddim.ts';
import { ddpm } from './ddpm.ts';
import { dpmpp2m, dpmpp2mKarras } from './dpmpp-2m.ts';
import { euler } from './euler.ts';
import { eulerAncestral } from './euler-ancestral.ts';
import { lcm } from './lcm.ts';
import { pndm } from './pndm.ts';
import type { Scheduler, SchedulerSettings } from './scheduler.ts';
import { unipc } from './unipc.ts';

const schedulers: { readonly [N in SchedulerName]: (settings: SchedulerSettings, count: number) => Scheduler } = {
  ddim,
  euler,
  'euler-a': eulerAncestral,
  'dpmpp-2m': dpmpp2m,
  'dpmpp-2m-karras': dpmpp2mKarras,
  unipc,
  pndm,
  lcm,
  ddpm,
};

/**
 * A sampler for one image of `count` steps.
 * @throws Failure `plan-invalid` when the model was not trained for so many
 */
export function createScheduler(name: SchedulerName, settings: SchedulerSettings, count: number): Scheduler {
  if (!Number.isInteger(count) || count < 1 || count > settings.trainSteps) {
    throw new Failure(
      'plan-invalid',
      `An image takes 1 to ${settings.trainSteps} steps with this model, not ${count}; change \`steps\`.`,
    );
  }
  return schedulers[name](settings, count);
}
