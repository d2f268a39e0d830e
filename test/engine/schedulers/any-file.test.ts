import assert from 'node:assert/strict';
import fc from 'fast-check';
import { JsonObject } from '../../../src/engine/files/json-file.ts';
import { readSchedulerSettings } from '../../../src/engine/models/painters/scheduler/scheduler-settings.ts';
import type { Sampler } from '../../../src/engine/schedulers/sampler.ts';
import { createScheduler } from '../../../src/engine/schedulers/scheduler-table.ts';
import { Failure } from '../../../src/protocol/failure.ts';

const file = fc.record(
  {
    beta_schedule: fc.constantFrom('linear', 'scaled_linear', 'squaredcos_cap_v2'),
    beta_start: fc.constant(0.00085),
    beta_end: fc.constant(0.012),
    prediction_type: fc.constantFrom('epsilon', 'v_prediction', 'sample'),
    timestep_spacing: fc.constantFrom('leading', 'trailing', 'linspace'),
    steps_offset: fc.constantFrom(0, 1),
    thresholding: fc.boolean(),
    sample_max_value: fc.constantFrom(0.5, 1, 3),
    clip_sample: fc.boolean(),
    algorithm_type: fc.constantFrom('dpmsolver++', 'dpmsolver', 'sde-dpmsolver++', 'sde-dpmsolver'),
    solver_type: fc.constantFrom('midpoint', 'heun', 'bh1', 'bh2'),
    solver_order: fc.integer({ min: 1, max: 4 }),
    predict_x0: fc.boolean(),
    disable_corrector: fc.subarray([0, 1, 4]),
    lower_order_final: fc.boolean(),
    euler_at_final: fc.boolean(),
    final_sigmas_type: fc.constantFrom('zero', 'sigma_min'),
    interpolation_type: fc.constantFrom('linear', 'log_linear'),
    timestep_type: fc.constantFrom('discrete', 'continuous'),
    use_karras_sigmas: fc.boolean(),
    use_exponential_sigmas: fc.boolean(),
    use_beta_sigmas: fc.boolean(),
    use_lu_lambdas: fc.boolean(),
    lambda_min_clipped: fc.constantFrom(-1e9, -3),
    sigma_min: fc.constant(0.05),
    sigma_max: fc.constant(12),
    skip_prk_steps: fc.boolean(),
    set_alpha_to_one: fc.boolean(),
    variance_type: fc.constantFrom('fixed_small', 'fixed_small_log', 'fixed_large', 'fixed_large_log'),
  },
  { requiredKeys: ['beta_start', 'beta_end'] },
);

const samplers = fc.constantFrom<Sampler>(
  ...(['ddim', 'ddpm', 'euler', 'euler-a', 'dpmpp-2m', 'dpmpp-2m-karras'] as const),
  ...(['dpm-solver', 'dpm-solver', 'unipc', 'unipc', 'pndm', 'lcm'] as const),
);

describe('a sampler of any file', () => {
  it('keeps latents finite from wherever it begins, or says why it does not draw', () => {
    let drawn = 0;
    const counts = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(61, 333, 1000));
    fc.assert(
      fc.property(
        samplers,
        file,
        counts,
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        (sampler, fields, count, part) => {
          const scheduler = make(sampler, fields, count);
          if (scheduler === undefined) return;
          drawn++;
          const begin = Math.floor(part * scheduler.timesteps.length);
          const { clean: picture, noise } = scheduler.level(begin);
          const latents = Float32Array.from({ length: 8 }, (_, i) => picture * Math.cos(i) + noise * Math.sin(7 * i));
          const estimate = new Float32Array(latents.length);
          const source = { draw: (length: number) => Float32Array.from({ length }, (_, i) => Math.sin(3 * i)) };
          for (let i = begin; i < scheduler.timesteps.length; i++) {
            assert.ok(Number.isFinite(scheduler.timesteps[i]), `timestep ${i}`);
            const prediction = latents.map((value) => 0.3 * value * scheduler.inputScale(i));
            scheduler.step(i, prediction, latents, estimate, source);
            assert.ok(latents.every(Number.isFinite) && estimate.every(Number.isFinite), `step ${i}`);
          }
        },
      ),
      { numRuns: 800 },
    );
    assert.ok(drawn > 300, `${drawn}`);
  });
});

function make(sampler: Sampler, fields: { readonly [name: string]: unknown }, count: number) {
  try {
    const config = new JsonObject(fields, 'scheduler_config.json');
    return createScheduler(sampler, readSchedulerSettings(config, { sampler, isForced: false }), count);
  } catch (error) {
    assert.ok(Failure.is(error, 'model-unsupported') || Failure.is(error, 'plan-invalid'), `${error}`);
    return undefined;
  }
}
