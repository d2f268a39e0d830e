import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { JsonObject, readJsonFile } from '../../../../../src/engine/files/json-file.ts';
import { readSchedulerSettings } from '../../../../../src/engine/models/painters/scheduler/scheduler-settings.ts';
import type { Sampler } from '../../../../../src/engine/schedulers/sampler.ts';
import { createScheduler } from '../../../../../src/engine/schedulers/scheduler-table.ts';
import { Failure, type FailureCode } from '../../../../../src/protocol/failure.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

type Fields = { readonly [name: string]: unknown };

function read(sampler: Sampler, fields: Fields, isForced = false) {
  return readSchedulerSettings(new JsonObject(fields, 'scheduler_config.json'), { sampler, isForced });
}

function refused(sampler: Sampler, fields: Fields, code: FailureCode, says: RegExp): void {
  assert.throws(
    () => read(sampler, fields),
    (error) => Failure.is(error, code) && /scheduler_config\.json/.test(error.message) && says.test(error.message),
  );
}

const samplers: readonly Sampler[] = [
  'ddim',
  'euler',
  'euler-a',
  'dpmpp-2m',
  'dpmpp-2m-karras',
  'dpm-solver',
  'unipc',
  'pndm',
  'lcm',
  'ddpm',
];

describe('scheduler_config.json', () => {
  const folder = temporaryFolder();

  it('has diffusers’ defaults for what it leaves out', () => {
    const settings = read('dpm-solver', {});
    assert.deepEqual(settings, {
      trainSteps: 1000,
      betaSchedule: 'linear',
      betaStart: 0.0001,
      betaEnd: 0.02,
      rescaleBetasZeroSnr: false,
      predictionType: 'epsilon',
      stepsOffset: 0,
      finalSigmas: 'zero',
      sigmas: 'spaced',
      interpolation: 'linear',
      timestepType: 'discrete',
      solverOrder: 2,
      algorithm: 'dpmsolver++',
      solverType: 'midpoint',
      bhType: 'bh2',
      predictX0: true,
      disableCorrector: [],
      lowerOrderFinal: true,
      eulerAtFinal: false,
      lambdaMinClipped: Number.NEGATIVE_INFINITY,
      skipPrkSteps: false,
      variance: 'fixed_small',
      originalSteps: 50,
      timestepScaling: 10,
    });
    const { betaSchedule, betaStart, betaEnd } = read('lcm', {});
    assert.deepEqual([betaSchedule, betaStart, betaEnd], ['scaled_linear', 0.00085, 0.012]);
  });

  it('is read as diffusers writes it for DPM-Solver++, with an infinite number', async () => {
    const path = join(folder(), 'scheduler_config.json');
    await writeFile(
      path,
      `{
  "_class_name": "DPMSolverMultistepScheduler",
  "final_sigmas_type": "sigma_min",
  "lambda_min_clipped": -Infinity,
  "lower_order_final": false,
  "timestep_spacing": "leading",
  "trained_betas": null,
  "variance_type": null
}`,
    );
    const settings = readSchedulerSettings(await readJsonFile(path), { sampler: 'dpm-solver', isForced: true });
    assert.equal(settings.lambdaMinClipped, Number.NEGATIVE_INFINITY);
    assert.deepEqual(
      [settings.finalSigmas, settings.lowerOrderFinal, settings.spacing, settings.stepsOffset],
      ['sigma_min', false, 'leading', 1],
    );
    assert.equal(read('dpmpp-2m', { lambda_min_clipped: -5.1 }).lambdaMinClipped, -5.1);
  });

  it('sets the course of a latent consistency model', () => {
    const settings = read('lcm', { original_inference_steps: 40, timestep_scaling: 5 });
    assert.deepEqual([settings.originalSteps, settings.timestepScaling], [40, 5]);
    assert.deepEqual(createScheduler('lcm', settings, 2).timesteps, [999, 499]);
  });

  it('offsets steps and clips as it says, unless diffusers’ pipeline overrules it', () => {
    const fields = { steps_offset: 3, clip_sample: true, clip_sample_range: 2 };
    for (const sampler of ['ddim', 'ddpm', 'lcm'] as const) {
      assert.deepEqual(read(sampler, fields).limit, { kind: 'clip', range: 2 });
      assert.equal(read(sampler, fields).stepsOffset, 3);
      assert.equal(read(sampler, fields, true).limit, undefined);
      assert.equal(read(sampler, fields, true).stepsOffset, 1);
      assert.equal(read(sampler, {}).limit, undefined);
    }
    const threshold = { ...fields, thresholding: true, sample_max_value: 1.5 };
    assert.deepEqual(read('ddim', threshold, true).limit, { kind: 'quantile', ratio: 0.995, most: 1.5 });
  });

  it('leaves fields of other samplers aside, whatever they are', () => {
    const others = {
      _class_name: 'DEISMultistepScheduler',
      algorithm_type: 'deis',
      solver_type: 'logrho',
      interpolation_type: 'none',
      use_flow_sigmas: true,
      variance_type: 'learned_range',
      final_sigmas_type: 'none',
      solver_order: 17,
    };
    for (const sampler of ['ddim', 'euler-a', 'pndm', 'lcm'] as const)
      assert.deepEqual(read(sampler, others), read(sampler, {}));
  });

  it('counts by the sampler that a prompt file names', () => {
    const solver = { use_karras_sigmas: true, solver_order: 3, algorithm_type: 'sde-dpmsolver++', solver_type: 'heun' };
    assert.equal(read('euler', solver).sigmas, 'karras');
    const unipc = read('unipc', solver);
    assert.deepEqual([unipc.sigmas, unipc.solverOrder, unipc.bhType], ['karras', 3, 'bh2']);
    const auto = createScheduler('dpm-solver', read('dpm-solver', { ...solver, steps_offset: 1 }), 6);
    const named = createScheduler('dpmpp-2m', read('dpmpp-2m', { ...solver, steps_offset: 1 }), 6);
    assert.deepEqual(named.timesteps, createScheduler('dpmpp-2m', read('dpmpp-2m', {}), 6).timesteps);
    assert.notDeepEqual(named.timesteps, auto.timesteps);
  });

  for (const [sampler, fields, code, says] of [
    ['euler', { final_sigmas_type: 'none' }, 'model-unsupported', /“none”.*known are zero, sigma_min/],
    ['dpmpp-2m', { lower_order_final: 'yes' }, 'model-corrupt', /`lower_order_final` is not true or false/],
    ['ddim', { prediction_type: 'flow_prediction' }, 'model-unsupported', /“flow_prediction”.*known are epsilon/],
    ['ddim', { beta_schedule: 'sigmoid' }, 'model-unsupported', /“sigmoid”/],
    ['ddim', { beta_schedule: 'constructor' }, 'model-unsupported', /“constructor”/],
    ['ddpm', { variance_type: 'learned_range' }, 'model-unsupported', /“learned_range”/],
    ['dpm-solver', { variance_type: 'learned' }, 'model-unsupported', /“learned”/],
    ['dpm-solver', { algorithm_type: 'dpmsolver' }, 'model-unsupported', /“dpmsolver”, which cannot end without noise/],
    ['dpm-solver', { solver_order: 4 }, 'model-unsupported', /`solver_order` 4.*1 to 3/],
    [
      'dpm-solver',
      { solver_order: 3, algorithm_type: 'sde-dpmsolver', final_sigmas_type: 'sigma_min' },
      'model-unsupported',
      /`solver_order` 3.*1 to 2/,
    ],
    ['dpm-solver', { use_flow_sigmas: true }, 'model-unsupported', /flow matching/],
    ['unipc', { use_flow_sigmas: true }, 'model-unsupported', /flow matching/],
    ['unipc', { use_karras_sigmas: true, use_beta_sigmas: true }, 'model-unsupported', /several spacings/],
    ['unipc', { solver_order: 1.5 }, 'model-unsupported', /whole number/],
    ['euler', { sigma_min: 0, use_karras_sigmas: true }, 'model-unsupported', /`sigma_min` 0.*more than 0/],
    ['euler', { sigma_min: 5, sigma_max: 2 }, 'model-unsupported', /`sigma_max` 2/],
    ['ddim', { thresholding: true, dynamic_thresholding_ratio: 2 }, 'model-unsupported', /0 to 1/],
    ['ddim', { num_train_timesteps: 1e12 }, 'model-unsupported', /1 to 100000/],
    ['ddim', { trained_betas: [0.1, 0.2] }, 'model-corrupt', /2 `trained_betas` for 1000/],
    ['ddim', { trained_betas: [0.5, 2], num_train_timesteps: 2 }, 'model-corrupt', /`trained_betas`.*0 to 1/],
    ['lcm', { original_inference_steps: 2000 }, 'model-unsupported', /1 to 1000/],
  ] as const) {
    it(`is refused for ${sampler} as ${JSON.stringify(fields)}`, () => refused(sampler, fields, code, says));
  }

  it('is refused as no JSON', async () => {
    const path = join(folder(), 'scheduler_config.json');
    await writeFile(path, '{"a": Infinity x}');
    await assert.rejects(readJsonFile(path), (error) => Failure.is(error) && error.message.includes(path));
  });

  const field = fc.constantFrom(
    ...['_class_name', 'num_train_timesteps', 'beta_schedule', 'beta_start', 'trained_betas', 'timestep_spacing'],
    ...['prediction_type', 'thresholding', 'sample_max_value', 'clip_sample', 'algorithm_type', 'solver_order'],
    ...['solver_type', 'use_karras_sigmas', 'sigma_min', 'sigma_max', 'final_sigmas_type', 'disable_corrector'],
  );
  it('says what is wrong with any file, and nothing else', () => {
    fc.assert(
      fc.property(fc.constantFrom(...samplers), fc.dictionary(field, fc.jsonValue()), (sampler, fields) => {
        try {
          read(sampler, fields);
        } catch (error) {
          assert.ok(Failure.is(error, 'model-unsupported') || Failure.is(error, 'model-corrupt'), `${error}`);
        }
      }),
      { numRuns: 500 },
    );
  });
});
