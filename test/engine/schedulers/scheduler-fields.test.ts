import assert from 'node:assert/strict';
import { betaQuantile } from '../../../src/engine/arithmetic/beta-quantile.ts';
import { JsonObject } from '../../../src/engine/files/json-file.ts';
import { readSchedulerSettings } from '../../../src/engine/models/painters/scheduler/scheduler-settings.ts';
import type { Sampler } from '../../../src/engine/schedulers/sampler.ts';
import { createScheduler } from '../../../src/engine/schedulers/scheduler-table.ts';
import { greatestDistance, readFixture } from '../support/fixture.ts';
import { RecordedNoise, relativeDistance } from './recorded-course.ts';

type Fields = { readonly [name: string]: unknown };

interface Recorded {
  /** Of every file. */
  readonly base: Fields;
  readonly betaQuantiles: readonly (readonly [share: number, quantile: number])[];
  readonly start: readonly number[];
  readonly noise: readonly (readonly number[])[];
  readonly courses: readonly Course[];
}

interface Course {
  readonly sampler: Sampler;
  /** Of `scheduler_config.json`. */
  readonly config: Fields & { readonly clip_sample?: boolean; readonly thresholding?: boolean };
  readonly count: number;
  /** The first step that is taken. */
  readonly begin: number;
  readonly timesteps: readonly number[];
  readonly initialNoise?: number;
  /** [picture, noise] of the first steps that are taken. */
  readonly levels: readonly (readonly [number, number])[];
  readonly drawn: number;
  /** Latents after some of the steps that are taken, counted from 0. */
  readonly after: { readonly [step: string]: readonly number[] };
  readonly clean: readonly number[];
}

/** tools/parity/scheduler_fields.py */
const recorded = readFixture<Recorded>('schedulers/fields.json');

function schedulerOf({ sampler, config, count }: Course) {
  const file = new JsonObject({ ...recorded.base, ...config }, 'scheduler_config.json');
  return createScheduler(sampler, readSchedulerSettings(file, { sampler, isForced: false }), count);
}

describe('fields of scheduler_config.json', () => {
  for (const course of recorded.courses) {
    const from = course.begin === 0 ? '' : `, from step ${course.begin}`;
    it(`${course.sampler}, ${course.count} steps${from}, ${JSON.stringify(course.config)}`, () => {
      const scheduler = schedulerOf(course);
      assert.equal(scheduler.timesteps.length, course.timesteps.length);
      assert.ok(greatestDistance(scheduler.timesteps, course.timesteps) < 1e-3, scheduler.timesteps.join());
      const initial = course.begin === 0 ? scheduler.initialNoise : 1;
      if (course.begin === 0) assert.ok(Math.abs(initial / (course.initialNoise ?? 1) - 1) < 1e-6);
      const latents = Float32Array.from(recorded.start, (value) => value * initial);
      const clean = new Float32Array(latents.length);
      const noise = new RecordedNoise(recorded.noise);
      for (const [i, t] of scheduler.timesteps.slice(course.begin).entries()) {
        const index = course.begin + i;
        const scale = scheduler.inputScale(index);
        const prediction = latents.map((value, k) => 0.3 * value * scale + 0.1 * Math.sin(0.01 * t + k));
        scheduler.step(index, prediction, latents, clean, noise);
        const expected = course.after[i];
        if (expected === undefined) continue;
        assert.ok(relativeDistance(latents, expected) < 1e-5, `step ${i}: ${relativeDistance(latents, expected)}`);
      }
      assert.equal(noise.drawn, course.drawn);
      // A latent consistency model's estimate is weighed against the latents where nothing limits it.
      if (course.sampler !== 'lcm' || course.config.clip_sample || course.config.thresholding) {
        assert.ok(relativeDistance(clean, course.clean) < 1e-5, `clean: ${relativeDistance(clean, course.clean)}`);
      }
      for (const [i, [picture, grain]] of course.levels.entries()) {
        const level = scheduler.level(course.begin + i);
        assert.ok(Math.abs(level.clean - picture) < 1e-6, `${level.clean}, not ${picture}`);
        assert.ok(Math.abs(level.noise / grain - 1) < 1e-5, `${level.noise}, not ${grain}`);
      }
    });
  }

  it('takes the quantiles of the beta distribution from scipy', () => {
    for (const [share, quantile] of recorded.betaQuantiles) {
      const distance = Math.abs(betaQuantile(share) - quantile);
      assert.ok(distance <= 1e-12 * quantile + 1e-100, `${share}: ${betaQuantile(share)}, not ${quantile}`);
    }
  });
});
