import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readJsonFile } from '../../../src/engine/models/json-file.ts';
import { readSchedulerSettings } from '../../../src/engine/models/scheduler-settings.ts';
import { createScheduler } from '../../../src/engine/schedulers/scheduler-table.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('scheduler_config.json', () => {
  const folder = temporaryFolder();

  async function read(text: string) {
    const path = join(folder(), 'scheduler_config.json');
    await writeFile(path, text);
    return readSchedulerSettings(await readJsonFile(path));
  }

  it('has diffusers’ defaults for what it leaves out', async () => {
    const settings = await read('{}');
    assert.deepEqual(settings, {
      trainSteps: 1000,
      betaSchedule: 'linear',
      betaStart: 0.0001,
      betaEnd: 0.02,
      rescaleBetasZeroSnr: false,
      predictionType: 'epsilon',
      stepsOffset: 1,
      finalSigmas: 'zero',
      lowerOrderFinal: true,
      eulerAtFinal: false,
      lambdaMinClipped: Number.NEGATIVE_INFINITY,
      useKarrasSigmas: false,
      variance: 'fixed_small',
      originalSteps: 50,
      timestepScaling: 10,
    });
  });

  it('is read as diffusers writes it for DPM-Solver++, with an infinite number', async () => {
    const settings = await read(`{
  "_class_name": "DPMSolverMultistepScheduler",
  "final_sigmas_type": "sigma_min",
  "lambda_min_clipped": -Infinity,
  "lower_order_final": false,
  "timestep_spacing": "leading",
  "variance_type": null
}`);
    assert.equal(settings.lambdaMinClipped, Number.NEGATIVE_INFINITY);
    assert.deepEqual(
      [settings.finalSigmas, settings.lowerOrderFinal, settings.spacing, settings.variance],
      ['sigma_min', false, 'leading', 'fixed_small'],
    );
    assert.equal((await read('{"lambda_min_clipped": -5.1}')).lambdaMinClipped, -5.1);
  });

  it('sets the course of a latent consistency model', async () => {
    const settings = await read('{"original_inference_steps": 40, "timestep_scaling": 5, "set_alpha_to_one": true}');
    assert.deepEqual([settings.originalSteps, settings.timestepScaling, settings.setAlphaToOne], [40, 5, true]);
    assert.deepEqual(createScheduler('lcm', settings, 2).timesteps, [999, 499]);
  });

  for (const text of ['{"final_sigmas_type": "none"}', '{"lower_order_final": "yes"}', '{"a": Infinity x}']) {
    it(`is refused as ${text}`, async () => {
      await assert.rejects(read(text), (error) => Failure.is(error) && /scheduler_config\.json/.test(error.message));
    });
  }
});
