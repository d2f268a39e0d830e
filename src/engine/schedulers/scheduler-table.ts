/** @file Samplers by the names that prompt files use. */
import type { SchedulerName } from '../../language/plan/plan.ts';
import { Failure } from '../../protocol/failure.ts';
import { ddim } from './ddim.ts';
import { euler } from './euler.ts';
import type { Scheduler, SchedulerSettings } from './scheduler.ts';

const schedulers: { readonly [N in SchedulerName]: (settings: SchedulerSettings, count: number) => Scheduler } = {
  ddim,
  euler,
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
