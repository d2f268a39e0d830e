import assert from 'node:assert/strict';
import type { Sampler } from '../../../src/engine/schedulers/sampler.ts';
import type { PredictionType, SchedulerSettings } from '../../../src/engine/schedulers/scheduler.ts';
import { createScheduler } from '../../../src/engine/schedulers/scheduler-table.ts';
import { readFixture } from '../support/fixture.ts';
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
  readonly config: Pick<SchedulerSettings, 'spacing'> & {
    readonly prediction: PredictionType;
    readonly rescale?: boolean;
  };
  /** The first step that is taken. */
  readonly begin: number;
  /** [picture, noise] of the first steps that are taken. */
  readonly levels: readonly (readonly [number, number])[];
  readonly drawn: number;
  /** After the first three steps, and after the last. */
  readonly latents: readonly (readonly number[])[];
  readonly clean: readonly number[];
}

/** tools/parity/schedulers.py */
const recorded = readFixture<Recorded>('schedulers/middle.json');

function schedulerOf({ scheduler, config, count }: Course) {
  const { prediction, rescale = false, ...rest } = config;
  const settings = { ...stableDiffusion, ...rest, predictionType: prediction, rescaleBetasZeroSnr: rescale };
  return createScheduler(scheduler, settings, count);
}

describe('courses that begin in the middle', () => {
  for (const course of recorded.courses) {
    const title = `${course.scheduler}, from step ${course.begin} of ${course.count}, ${JSON.stringify(course.config)}`;
    it(title, () => {
      const scheduler = schedulerOf(course);
      const latents = Float32Array.from(recorded.start);
      const clean = new Float32Array(latents.length);
      const noise = new RecordedNoise(recorded.noise);
      const after = scheduler.timesteps.slice(course.begin).map((t, i) => {
        const scale = scheduler.inputScale(course.begin + i);
        const prediction = latents.map((value, k) => 0.3 * value * scale + 0.1 * Math.sin(0.01 * t + k));
        scheduler.step(course.begin + i, prediction, latents, clean, noise);
        return latents.slice();
      });
      assert.equal(noise.drawn, course.drawn);
      for (const [i, expected] of [...course.latents.slice(0, -1).entries()]) {
        assert.ok(relativeDistance(after[i]!, expected) < 1e-5, `step ${i}: ${relativeDistance(after[i]!, expected)}`);
      }
      assert.ok(
        relativeDistance(after.at(-1)!, course.latents.at(-1)!) < 1e-5,
        `${relativeDistance(after.at(-1)!, course.latents.at(-1)!)}`,
      );
      assert.ok(relativeDistance(clean, course.clean) < 1e-5);
    });

    it(`the levels of ${title}`, () => {
      const scheduler = schedulerOf(course);
      for (const [i, [clean, noise]] of course.levels.entries()) {
        const level = scheduler.level(course.begin + i);
        assert.ok(Math.abs(level.clean - clean) < 1e-6, `${level.clean}, not ${clean}`);
        assert.ok(Math.abs(level.noise / noise - 1) < 1e-5, `${level.noise}, not ${noise}`);
      }
    });
  }
});
