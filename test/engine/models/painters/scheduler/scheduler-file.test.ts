import assert from 'node:assert/strict';
import { JsonObject } from '../../../../../src/engine/files/json-file.ts';
import type { Architecture } from '../../../../../src/engine/models/painters/diffusion-family.ts';
import { schedulerMaker } from '../../../../../src/engine/models/painters/scheduler/scheduler-file.ts';
import type { Scheduler } from '../../../../../src/engine/schedulers/scheduler.ts';
import { Failure } from '../../../../../src/protocol/failure.ts';

const one: Architecture = {
  name: 'Stable Diffusion 1',
  turbo: 'Turbo',
  encoders: ['text_encoder'],
  readAt: 'last',
  scaling: 1,
  scheduler: 'PNDMScheduler',
  forcesOffset: true,
};
const xl: Architecture = { ...one, scheduler: 'EulerDiscreteScheduler', forcesOffset: false };

const usual = { beta_schedule: 'scaled_linear', beta_start: 0.00085, beta_end: 0.012 };

function maker(fields: { readonly [name: string]: unknown }, architecture = one, pipeline = '') {
  return schedulerMaker(new JsonObject(fields, 'scheduler_config.json'), architecture, pipeline);
}

/** What a first step makes of latents far from the picture. */
function firstStep(scheduler: Scheduler): number[] {
  const [prediction, latents, clean] = [Float32Array.of(0.5, -2), Float32Array.of(3, -8), new Float32Array(2)];
  scheduler.step(0, prediction, latents, clean, { draw: () => Float32Array.of(0.1, 0.2) });
  return [...latents, ...clean];
}

describe('the sampler of a model', () => {
  it('is what its file names, or what a prompt file does', () => {
    const make = maker({ ...usual, _class_name: 'EulerDiscreteScheduler', timestep_spacing: 'trailing' });
    assert.deepEqual(make('auto', 4).timesteps, make('euler', 4).timesteps);
    assert.ok(make('auto', 4).initialNoise > 14);
    assert.equal(make('ddim', 4).initialNoise, 1);
    assert.deepEqual(make('ddim', 4).timesteps, [999, 749, 499, 249]);
  });

  it('is the usual one where there is no file', () => {
    assert.deepEqual(maker({})('auto', 5).timesteps, [801, 601, 601, 401, 201, 1]);
    assert.equal(maker({}, xl)('auto', 5).timesteps.length, 5);
  });

  it('follows a DPM-Solver’s file to the letter, and is DPM++ 2M where a prompt file says so', () => {
    const third = { solver_order: 3, use_exponential_sigmas: true, algorithm_type: 'sde-dpmsolver++' };
    const make = maker({ ...usual, ...third, _class_name: 'DPMSolverMultistepScheduler' });
    const plain = maker({ ...usual, _class_name: 'DPMSolverMultistepScheduler' });
    assert.notDeepEqual(make('auto', 4).timesteps, plain('auto', 4).timesteps);
    assert.notDeepEqual(firstStep(make('auto', 4)), firstStep(plain('auto', 4)));
    assert.deepEqual(make('dpmpp-2m', 4).timesteps, plain('auto', 4).timesteps);
    assert.deepEqual(firstStep(make('dpmpp-2m', 4)), firstStep(plain('auto', 4)));
  });

  it('starts one step later and never clips in diffusers’ Stable Diffusion pipeline alone', () => {
    const file = { ...usual, _class_name: 'DDIMScheduler', clip_sample: true, steps_offset: 0 };
    const free = { ...file, clip_sample: false };
    assert.deepEqual(firstStep(maker(file)('auto', 4)), firstStep(maker(free)('auto', 4)));
    assert.deepEqual(maker(file)('auto', 4).timesteps, [751, 501, 251, 1]);
    for (const make of [maker(file, xl), maker(file, one, 'LatentConsistencyModelPipeline')]) {
      assert.deepEqual(make('auto', 4).timesteps, [750, 500, 250, 0]);
      assert.deepEqual(firstStep(make('auto', 4)).slice(2), [1, -1]);
    }
  });

  it('is refused by name where its file asks for what is not known, and another can be named', () => {
    const make = maker({ ...usual, _class_name: 'UniPCMultistepScheduler', use_flow_sigmas: true });
    assert.throws(
      () => make('auto', 4),
      (error) => Failure.is(error, 'model-unsupported') && /`use_flow_sigmas`/.test(error.message),
    );
    assert.equal(make('euler', 4).timesteps.length, 4);
  });

  it('says that Runge and Kutta’s method begins with four steps', () => {
    const make = maker({ ...usual, _class_name: 'PNDMScheduler' });
    assert.throws(
      () => make('auto', 3),
      (error) => Failure.is(error, 'plan-invalid') && /4 steps or more/.test(error.message),
    );
    assert.equal(make('auto', 4).timesteps.length, 13);
  });

  it('is read at once where all samplers share a field', () => {
    assert.throws(
      () => maker({ prediction_type: 'flow_prediction' }),
      (error) => Failure.is(error, 'model-unsupported') && /“flow_prediction”/.test(error.message),
    );
  });
});
