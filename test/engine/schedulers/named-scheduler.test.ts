import assert from 'node:assert/strict';
import { createScheduler } from '../../../src/engine/schedulers/scheduler-table.ts';
import type { SchedulerName } from '../../../src/language/plan/plan.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { stableDiffusion } from './stable-diffusion-settings.ts';

/** Classes as scheduler_config.json of public models names them. */
const named: readonly (readonly [className: string, Exclude<SchedulerName, 'auto'>])[] = [
  ['DDIMScheduler', 'ddim'],
  ['PNDMScheduler', 'pndm'],
  ['EulerDiscreteScheduler', 'euler'],
  ['EulerAncestralDiscreteScheduler', 'euler-a'],
  ['DPMSolverMultistepScheduler', 'dpmpp-2m'],
  ['UniPCMultistepScheduler', 'unipc'],
  ['LCMScheduler', 'lcm'],
  ['DDPMScheduler', 'ddpm'],
];

/** What a sampler visits and how it begins and steps tells it from the others. */
function courseOf(name: SchedulerName, settings: typeof stableDiffusion) {
  const { timesteps, initialNoise, inputScale, step } = createScheduler(name, settings, 4);
  const [prediction, latents, clean] = [0.5, -0.25, 0].map((value) => Float32Array.of(value));
  assert.ok(prediction && latents && clean);
  step(0, prediction, latents, clean, { draw: () => Float32Array.of(0.125) });
  return { timesteps, initialNoise, scale: inputScale(0), latents: [...latents], clean: [...clean] };
}

describe('the scheduler that a model names', () => {
  for (const [className, name] of named) {
    it(`is ${name} for ${className}`, () => {
      assert.deepEqual(courseOf('auto', { ...stableDiffusion, named: className }), courseOf(name, stableDiffusion));
    });
  }

  it('is DPM++ 2M with Karras’ levels where the file asks for them', () => {
    const settings = { ...stableDiffusion, named: 'DPMSolverMultistepScheduler', useKarrasSigmas: true };
    assert.deepEqual(courseOf('auto', settings), courseOf('dpmpp-2m-karras', settings));
  });

  for (const className of ['HeunDiscreteScheduler', 'constructor', undefined]) {
    it(`is asked for in one sentence where the file says ${className ?? 'none'}`, () => {
      const { named: _named, ...unnamed } = stableDiffusion;
      const settings = className === undefined ? unnamed : { ...unnamed, named: className };
      assert.throws(
        () => createScheduler('auto', settings, 4),
        (error) =>
          Failure.is(error, 'model-unsupported') &&
          error.message.includes(className ?? 'names no scheduler') &&
          /set `scheduler` to one of ddim, euler,/.test(error.message),
      );
      assert.doesNotThrow(() => createScheduler('ddim', settings, 4));
    });
  }
});
