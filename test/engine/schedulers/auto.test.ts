import assert from 'node:assert/strict';
import type { SchedulerSettings } from '../../../src/engine/schedulers/scheduler.ts';
import { createScheduler } from '../../../src/engine/schedulers/scheduler-table.ts';
import type { SchedulerName } from '../../../src/language/plan/plan.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { stableDiffusion } from './stable-diffusion-settings.ts';

const classes: readonly (readonly [string, SchedulerName, Partial<SchedulerSettings>])[] = [
  ['DDIMScheduler', 'ddim', {}],
  ['DDPMScheduler', 'ddpm', {}],
  ['DPMSolverMultistepScheduler', 'dpmpp-2m', {}],
  ['DPMSolverMultistepScheduler', 'dpmpp-2m-karras', { useKarrasSigmas: true }],
  ['EulerAncestralDiscreteScheduler', 'euler-a', {}],
  ['EulerDiscreteScheduler', 'euler', {}],
  ['LCMScheduler', 'lcm', {}],
  ['PNDMScheduler', 'pndm', {}],
  ['UniPCMultistepScheduler', 'unipc', {}],
];

/** Latents after each step, from and under the same numbers. */
function course(name: SchedulerName, settings: SchedulerSettings): number[][] {
  const scheduler = createScheduler(name, settings, 4);
  const latents = Float32Array.of(1, -2, 3);
  const noise = { draw: () => Float32Array.of(0.5, 0.25, -1) };
  return scheduler.timesteps.map((t, index) => {
    scheduler.step(index, Float32Array.of(0.1, 0.2, t / 1000), latents, new Float32Array(3), noise);
    return [t, ...latents];
  });
}

describe('the scheduler `auto`', () => {
  for (const [named, name, changes] of classes) {
    it(`is ${name} where the model’s file is of ${named}${changes.useKarrasSigmas ? ', with levels of Karras' : ''}`, () => {
      const settings = { ...stableDiffusion, ...changes, named };
      assert.deepEqual(course('auto', settings), course(name, settings));
    });
  }

  for (const [named, words] of [
    ['FlowMatchEulerDiscreteScheduler', /names the scheduler FlowMatchEulerDiscreteScheduler, which is not known/],
    ['toString', /names the scheduler toString, which is not known/],
    [undefined, /names no scheduler/],
  ] as const) {
    it(`is refused where the file names ${named}`, () => {
      const { named: _named, ...others } = stableDiffusion;
      const settings = named === undefined ? others : { ...others, named };
      assert.throws(
        () => createScheduler('auto', settings, 4),
        (error) => Failure.is(error, 'model-unsupported') && words.test(error.message),
      );
    });
  }
});
