import assert from 'node:assert/strict';
import fc from 'fast-check';
import { alphasCumulative } from '../../../src/engine/schedulers/levels/noise-schedule.ts';
import type { Sampler } from '../../../src/engine/schedulers/sampler.ts';
import type {
  BetaSchedule,
  NoiseSource,
  PredictionType,
  SchedulerSettings,
  TimestepSpacing,
} from '../../../src/engine/schedulers/scheduler.ts';
import { createScheduler } from '../../../src/engine/schedulers/scheduler-table.ts';
import { Failure } from '../../../src/protocol/failure.ts';
import { greatestDistance, readFixture } from '../support/fixture.ts';
import { relativeDistance } from './recorded-course.ts';
import { stableDiffusion } from './stable-diffusion-settings.ts';

interface Schedule {
  readonly schedule: BetaSchedule;
  readonly start: number;
  readonly end: number;
  readonly zero: boolean;
}

interface Recorded {
  readonly start: readonly number[];
  readonly alphas: readonly { readonly settings: Schedule; readonly index: number[]; readonly values: number[] }[];
  readonly spacing: readonly {
    readonly count: number;
    readonly spacing: TimestepSpacing;
    readonly ddim: readonly number[];
    readonly euler: readonly number[];
  }[];
  readonly courses: readonly {
    readonly scheduler: Sampler;
    readonly settings: Schedule;
    readonly prediction: PredictionType;
    readonly spacing: TimestepSpacing;
    readonly count: number;
    readonly setAlphaToOne?: boolean;
    readonly initialNoise?: number;
    readonly latents: readonly number[];
    readonly clean: readonly number[];
  }[];
}

const recorded = readFixture<Recorded>('schedulers/courses.json');

function settingsOf({ schedule, start, end, zero }: Schedule): SchedulerSettings {
  return {
    ...stableDiffusion,
    betaSchedule: schedule,
    betaStart: start,
    betaEnd: end,
    rescaleBetasZeroSnr: zero,
  };
}

const noNoise: NoiseSource = { draw: () => assert.fail('noise was drawn') };

/** The recorded courses' stand-in for a network: sin(1.3 x + 0.01 t) · 0.8, in 32 bits. */
function predict(latents: Float32Array, scale: number, timestep: number): Float32Array {
  return latents.map((value) => Math.sin(value * scale * 1.3 + timestep * 0.01) * 0.8);
}

describe('noise schedule', () => {
  for (const { settings, index, values } of recorded.alphas) {
    const name = `${settings.schedule} ${settings.start}–${settings.end}${settings.zero ? ', last level pure noise' : ''}`;
    it(`is torch's for ${name}`, () => {
      const alphas = alphasCumulative(settingsOf(settings));
      assert.ok(
        greatestDistance(
          index.map((i) => alphas[i]!),
          values,
        ) < 2e-7,
      );
    });
  }

  // diffusers, Stable Diffusion 1.5
  it('has the published values of Stable Diffusion', () => {
    const alphas = alphasCumulative(stableDiffusion);
    const some = [0, 1, 99, 249, 499, 749, 999].map((t) => alphas[t]!);
    const published = [0.99915, 0.99829603, 0.89546277, 0.67543241, 0.27766965, 0.05662349, 0.0046601];
    assert.ok(greatestDistance(some, published) < 1e-6);
  });

  it('takes the betas a model was trained with', () => {
    const alphas = alphasCumulative({ ...stableDiffusion, trainSteps: 2, trainedBetas: [0.5, 0.5] });
    assert.deepEqual([...alphas], [0.5, 0.25]);
  });
});

describe('timesteps', () => {
  for (const { count, spacing, ddim, euler } of recorded.spacing) {
    it(`are numpy's for ${count} steps, ${spacing}`, () => {
      const settings = { ...stableDiffusion, spacing };
      assert.deepEqual(createScheduler('ddim', settings, count).timesteps, ddim);
      const distance = greatestDistance(createScheduler('euler', settings, count).timesteps, euler);
      assert.ok(distance < 1e-4, `${distance}`);
    });
  }

  it('never leave the schedule and fall, for every count', () => {
    const counts = fc.integer({ min: 1, max: 1000 });
    const spacings = fc.constantFrom<TimestepSpacing>('leading', 'trailing', 'linspace');
    fc.assert(
      fc.property(counts, spacings, (count, spacing) => {
        const { timesteps } = createScheduler('ddim', { ...stableDiffusion, spacing }, count);
        assert.equal(timesteps.length, count);
        assert.ok(timesteps.every((t, i) => t >= 0 && t <= 999 && (i === 0 || t <= timesteps[i - 1]!)));
      }),
    );
  });

  for (const count of [0, 1001, 2.5, Number.NaN]) {
    it(`are refused for ${count} steps`, () => {
      assert.throws(
        () => createScheduler('ddim', stableDiffusion, count),
        (error) => Failure.is(error, 'plan-invalid') && error.message.includes('1 to 1000'),
      );
    });
  }
});

describe('samplers', () => {
  for (const course of recorded.courses) {
    const { scheduler: name, settings, prediction, spacing, count, setAlphaToOne = false } = course;
    const schedule = `${settings.end}${settings.zero ? ' zero-snr' : ''}${setAlphaToOne ? ' to one' : ''}`;
    it(`${name}, ${prediction}, ${spacing}, ${count} steps, ${schedule}`, () => {
      const scheduler = createScheduler(
        name,
        { ...settingsOf(settings), predictionType: prediction, spacing, setAlphaToOne },
        count,
      );
      if (course.initialNoise !== undefined)
        assert.ok(Math.abs(scheduler.initialNoise / course.initialNoise - 1) < 1e-6);
      const latents = Float32Array.from(recorded.start, (value) => value * scheduler.initialNoise);
      const clean = new Float32Array(latents.length);
      for (const [i, t] of scheduler.timesteps.entries()) {
        scheduler.step(i, predict(latents, scheduler.inputScale(i), t), latents, clean, noNoise);
      }
      assert.ok(
        relativeDistance(latents, course.latents) < 1e-4,
        `latents ${relativeDistance(latents, course.latents)}`,
      );
      assert.ok(relativeDistance(clean, course.clean) < 1e-4, `clean ${relativeDistance(clean, course.clean)}`);
    });
  }

  // diffusers: EulerDiscreteScheduler of SD-Turbo
  it('begins where SD-Turbo begins', () => {
    const scheduler = createScheduler('euler', { ...stableDiffusion, spacing: 'trailing' }, 4);
    assert.deepEqual(scheduler.timesteps, [999, 749, 499, 249]);
    assert.ok(Math.abs(scheduler.initialNoise - 14.614647) < 1e-5);
  });

  it('find the picture in one step when the network is right', () => {
    const noise = Float32Array.of(0.3, -1.2, 2);
    const truth = Float32Array.of(0.5, 0.1, -0.7);
    const alpha = alphasCumulative(stableDiffusion)[999]!;
    const latents = truth.map((value, i) => Math.sqrt(alpha) * value + Math.sqrt(1 - alpha) * noise[i]!);
    const clean = new Float32Array(3);
    createScheduler('ddim', { ...stableDiffusion, spacing: 'trailing' }, 1).step(0, noise, latents, clean, noNoise);
    assert.ok(greatestDistance(clean, truth) < 1e-5);
  });
});
