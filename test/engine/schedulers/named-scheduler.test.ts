import assert from 'node:assert/strict';
import { type Sampler, samplerOf } from '../../../src/engine/schedulers/sampler.ts';
import { Failure } from '../../../src/protocol/failure.ts';

/** Classes as scheduler_config.json of public models names them. */
const named: readonly (readonly [className: string, Sampler])[] = [
  ['DDIMScheduler', 'ddim'],
  ['PNDMScheduler', 'pndm'],
  ['EulerDiscreteScheduler', 'euler'],
  ['EulerAncestralDiscreteScheduler', 'euler-a'],
  ['DPMSolverMultistepScheduler', 'dpm-solver'],
  ['UniPCMultistepScheduler', 'unipc'],
  ['LCMScheduler', 'lcm'],
  ['DDPMScheduler', 'ddpm'],
];

describe('the scheduler that a model names', () => {
  for (const [className, sampler] of named) {
    it(`is ${sampler} for ${className}`, () => {
      assert.equal(samplerOf('auto', className), sampler);
    });
  }

  for (const className of ['HeunDiscreteScheduler', 'constructor', undefined]) {
    it(`is asked for in one sentence where the file says ${className ?? 'none'}`, () => {
      assert.throws(
        () => samplerOf('auto', className),
        (error) =>
          Failure.is(error, 'model-unsupported') &&
          error.message.includes(className ?? 'names no scheduler') &&
          /set `scheduler` to one of ddim, euler,.*ddpm\.$/.test(error.message) &&
          !error.message.includes('dpm-solver'),
      );
      assert.equal(samplerOf('ddim', className), 'ddim');
    });
  }
});
