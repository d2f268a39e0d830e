/** @file Which sampler draws: the one that a prompt file names, or the one of the class that the model's file is of. */
import type { SchedulerName } from '../../language/plan/plan.ts';
import { Failure } from '../../protocol/failure.ts';

type NamedSampler = Exclude<SchedulerName, 'auto'>;

/** Those that prompt files name, and the solver that only a model's file describes. */
export type Sampler = NamedSampler | 'dpm-solver';

/** Classes of diffusers. */
const classes: { readonly [name: string]: Sampler } = {
  DDIMScheduler: 'ddim',
  DDPMScheduler: 'ddpm',
  DPMSolverMultistepScheduler: 'dpm-solver',
  EulerAncestralDiscreteScheduler: 'euler-a',
  EulerDiscreteScheduler: 'euler',
  LCMScheduler: 'lcm',
  PNDMScheduler: 'pndm',
  UniPCMultistepScheduler: 'unipc',
};

const names: { readonly [N in NamedSampler]: true } = {
  ddim: true,
  euler: true,
  'euler-a': true,
  'dpmpp-2m': true,
  'dpmpp-2m-karras': true,
  unipc: true,
  pndm: true,
  lcm: true,
  ddpm: true,
};

/**
 * @param className of the model's file; undefined where it says none
 * @throws Failure `model-unsupported` when the model's class is asked for and none of ours
 */
export function samplerOf(name: SchedulerName, className: string | undefined): Sampler {
  if (name !== 'auto') return name;
  const found = className !== undefined && Object.hasOwn(classes, className) ? classes[className] : undefined;
  if (found !== undefined) return found;
  const what =
    className === undefined ? 'names no scheduler' : `names the scheduler ${className}, which is not known here`;
  throw new Failure(
    'model-unsupported',
    `The model's scheduler_config.json ${what} (known are ${Object.keys(classes).join(', ')}); set \`scheduler\` to one of ${Object.keys(names).join(', ')}.`,
  );
}
