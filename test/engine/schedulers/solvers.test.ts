import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dpmSolverRules, solverLevels, uniPcRules } from '../../../src/engine/schedulers/levels/solver-levels.ts';
import type { Sampler } from '../../../src/engine/schedulers/sampler.ts';
import type { NoiseSource, PredictionType, SchedulerSettings } from '../../../src/engine/schedulers/scheduler.ts';
import { createScheduler } from '../../../src/engine/schedulers/scheduler-table.ts';
import type { SchedulerName } from '../../../src/language/plan/plan.ts';
import { schedulers } from '../../../src/language/settings/shared-rules.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { greatestDistance, readFixture } from '../support/fixture.ts';
import { RecordedNoise, relativeDistance } from './recorded-course.ts';
import { stableDiffusion } from './stable-diffusion-settings.ts';

interface Recorded {
  readonly start: readonly number[];
  readonly noise: readonly (readonly number[])[];
  readonly courses: readonly Course[];
}

interface Course {
  readonly scheduler: Sampler;
  readonly count: number;
  readonly config: Partial<SchedulerSettings> & { readonly prediction: PredictionType; readonly rescale?: boolean };
  readonly timesteps: readonly number[];
  readonly sigmas?: readonly number[];
  /** How often noise was drawn. */
  readonly drawn: number;
  /** After each step; of a course of 20 after the last two. */
  readonly latents: readonly (readonly number[])[];
  readonly clean: readonly number[];
}

/** tools/parity/schedulers.py */
const recorded = readFixture<Recorded>('schedulers/solvers.json');

const noNoise: NoiseSource = { draw: () => assert.fail('noise was drawn') };

function settingsOf({ prediction, rescale = false, ...rest }: Course['config']): SchedulerSettings {
  const { setAlphaToOne, ...others } = stableDiffusion;
  return { ...others, ...rest, predictionType: prediction, rescaleBetasZeroSnr: rescale };
}

/** The recorded courses' stand-in for a network. */
function predict(latents: Float32Array, scale: number, timestep: number): Float32Array {
  return latents.map((value, i) => 0.3 * value * scale + 0.1 * Math.sin(0.01 * timestep + i));
}

/** The latents after each step, and the last estimate of the picture. */
function run(course: Course, noise: NoiseSource): { latents: Float32Array[]; clean: Float32Array } {
  const scheduler = createScheduler(course.scheduler, settingsOf(course.config), course.count);
  const latents = Float32Array.from(recorded.start, (value) => value * scheduler.initialNoise);
  const clean = new Float32Array(latents.length);
  const after = scheduler.timesteps.map((t, i) => {
    scheduler.step(i, predict(latents, scheduler.inputScale(i), t), latents, clean, noise);
    return latents.slice();
  });
  return { latents: after, clean };
}

describe('solvers', () => {
  for (const course of recorded.courses) {
    it(`${course.scheduler}, ${course.count} steps, ${JSON.stringify(course.config)}`, () => {
      const { timesteps } = createScheduler(course.scheduler, settingsOf(course.config), course.count);
      assert.equal(timesteps.length, course.timesteps.length);
      assert.ok(greatestDistance(timesteps, course.timesteps) < 1e-3, timesteps.join());
      const noise = new RecordedNoise(recorded.noise);
      const { latents, clean } = run(course, noise);
      assert.equal(noise.drawn, course.drawn);
      const seen = latents.slice(-course.latents.length);
      for (const [i, expected] of course.latents.entries()) {
        assert.ok(relativeDistance(seen[i]!, expected) < 1e-5, `step ${i}: ${relativeDistance(seen[i]!, expected)}`);
      }
      assert.ok(relativeDistance(clean, course.clean) < 1e-5, `clean: ${relativeDistance(clean, course.clean)}`);
    });
  }

  for (const course of recorded.courses) {
    if (!/^(dpmpp|unipc)/.test(course.scheduler)) continue;
    it(`the levels of ${course.scheduler}, ${course.count} steps, ${JSON.stringify(course.config)}`, () => {
      const settings = settingsOf(course.config);
      const karras = course.scheduler.endsWith('karras') ? ({ sigmas: 'karras' } as const) : {};
      const rules = course.scheduler === 'unipc' ? uniPcRules : dpmSolverRules;
      const { sigmas } = solverLevels({ ...settings, ...karras }, course.count, rules);
      assert.ok(relativeDistance(Float32Array.from(sigmas), course.sigmas!) < 1e-5);
    });
  }

  // Recorded from diffusers' classes with the configuration of Stable Diffusion.
  for (const [name, settings, count, timesteps] of [
    ['dpmpp-2m-karras', {}, 10, [999, 916, 815, 687, 523, 327, 146, 41, 7, 0]],
    ['dpmpp-2m', { spacing: 'leading' }, 10, [901, 811, 721, 631, 541, 451, 361, 271, 181, 91]],
    ['dpmpp-2m', { spacing: 'linspace' }, 10, [999, 899, 799, 699, 599, 500, 400, 300, 200, 100]],
    ['lcm', {}, 4, [999, 759, 499, 259]],
    ['lcm', {}, 8, [999, 879, 759, 639, 499, 379, 259, 139]],
    ['pndm', { spacing: 'leading' }, 5, [801, 601, 601, 401, 201, 1]],
  ] as const) {
    it(`visits diffusers' timesteps with ${name}, ${count} steps`, () => {
      assert.deepEqual(createScheduler(name, { ...stableDiffusion, ...settings }, count).timesteps, timesteps);
    });
  }

  // Recorded from diffusers' DPMSolverMultistepScheduler with use_karras_sigmas.
  it('has the published levels of Karras', () => {
    const { sigmas } = solverLevels({ ...stableDiffusion, sigmas: 'karras' }, 10, dpmSolverRules);
    const published = [14.6146, 9.1029, 5.4784, 3.1686, 1.7494, 0.9141, 0.4469, 0.2014, 0.0819, 0.0292, 0];
    assert.ok(greatestDistance(sigmas, published) < 1e-4);
  });

  it('calls the network once more than there are steps with PNDM, but for one step', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (count) => {
        const { timesteps } = createScheduler('pndm', stableDiffusion, count);
        assert.equal(timesteps.length, count === 1 ? 1 : count + 1);
      }),
    );
  });

  const names = (Object.keys(schedulers) as SchedulerName[]).filter((name) => name !== 'auto');
  const predictions = fc.constantFrom<PredictionType>('epsilon', 'v_prediction', 'sample');
  const spacings = fc.constantFrom('leading', 'trailing', 'linspace');
  const ends = fc.constantFrom('zero', 'sigma_min');
  it('stay finite for every number of steps, spacing and kind of prediction', () => {
    const counts = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.constantFrom(61, 103, 333, 999, 1000));
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        counts,
        predictions,
        spacings,
        ends,
        fc.boolean(),
        (scheduler, count, prediction, spacing, finalSigmas, lowerOrderFinal) => {
          const config = { prediction, spacing, finalSigmas, lowerOrderFinal } as Course['config'];
          if (scheduler === 'lcm' && count > 50) return;
          const steps = new Float32Array(16).fill(0.5);
          const course = { scheduler, count, config, timesteps: [], drawn: 0, latents: [], clean: [] };
          const { latents } = run(course, { draw: () => steps });
          assert.ok(latents.every((one) => one.every(Number.isFinite)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('draw noise only where they say so', () => {
    for (const scheduler of ['ddim', 'euler', 'dpmpp-2m', 'dpmpp-2m-karras', 'unipc', 'pndm'] as const) {
      const config = { prediction: 'epsilon' } as const;
      run({ scheduler, count: 8, config, timesteps: [], drawn: 0, latents: [], clean: [] }, noNoise);
    }
  });

  it('say how many steps a latent consistency model takes', () => {
    assert.throws(
      () => createScheduler('lcm', stableDiffusion, 51),
      (error) => Failure.is(error, 'plan-invalid') && error.message.includes('1 to 50 steps'),
    );
  });
});
