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

type Sampler = Exclude<SchedulerName, 'auto'>;

const schedulers: { readonly [N in Sampler]: (settings: SchedulerSettings, count: number) => Scheduler } = {
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

/** Classes of diffusers that are samplers of ours. */
const classes: { readonly [name: string]: (settings: SchedulerSettings) => Sampler } = {
  DDIMScheduler: () => 'ddim',
  DDPMScheduler: () => 'ddpm',
  DPMSolverMultistepScheduler: ({ useKarrasSigmas }) => (useKarrasSigmas ? 'dpmpp-2m-karras' : 'dpmpp-2m'),
  EulerAncestralDiscreteScheduler: () => 'euler-a',
  EulerDiscreteScheduler: () => 'euler',
  LCMScheduler: () => 'lcm',
  PNDMScheduler: () => 'pndm',
  UniPCMultistepScheduler: () => 'unipc',
};

/**
 * A sampler for one image of `count` steps.
 * @throws Failure `plan-invalid` when the model was not trained for so many, `model-unsupported` when it names a sampler
 * that is none of ours and `auto` asks for it
 */
export function createScheduler(name: SchedulerName, settings: SchedulerSettings, count: number): Scheduler {
  if (!Number.isInteger(count) || count < 1 || count > settings.trainSteps) {
    throw new Failure(
      'plan-invalid',
      `An image takes 1 to ${settings.trainSteps} steps with this model, not ${count}; change \`steps\`.`,
    );
  }
  return schedulers[name === 'auto' ? namedSampler(settings) : name](settings, count);
}

function namedSampler(settings: SchedulerSettings): Sampler {
  const { named } = settings;
  const samplerOf = named !== undefined && Object.hasOwn(classes, named) ? classes[named] : undefined;
  if (samplerOf !== undefined) return samplerOf(settings);
  const what = named === undefined ? 'names no scheduler' : `names the scheduler ${named}, which is not known here`;
  throw new Failure(
    'model-unsupported',
    `The model's scheduler_config.json ${what} (known are ${Object.keys(classes).join(', ')}); set \`scheduler\` to one of ${Object.keys(schedulers).join(', ')}.`,
  );
}
