import assert from 'node:assert/strict';
import type { Sampler } from '../../../src/engine/schedulers/sampler.ts';
import type { SchedulerSettings } from '../../../src/engine/schedulers/scheduler.ts';
import { createScheduler } from '../../../src/engine/schedulers/scheduler-table.ts';
import { greatestDistance } from '../support/fixture.ts';
import { stableDiffusion } from './stable-diffusion-settings.ts';

interface Recorded {
  readonly settings: Partial<SchedulerSettings>;
  readonly timesteps: readonly number[];
  /** One for each timestep. */
  readonly sigmas: readonly number[];
}

/** What `set_timesteps(6)` of diffusers' classes gave (commit 58eb52c, numpy 1.24, torch 1.13), to four places. */
const recorded: readonly (readonly [Sampler, Recorded])[] = [
  [
    'dpm-solver',
    {
      settings: { sigmas: 'exponential' },
      timesteps: [999, 756, 413, 102, 10, 0],
      sigmas: [14.6146, 4.2151, 1.2157, 0.3506, 0.1011, 0.0292],
    },
  ],
  [
    'dpm-solver',
    {
      settings: { sigmas: 'beta' },
      timesteps: [999, 977, 920, 808, 535, 0],
      sigmas: [14.6146, 12.8218, 9.3245, 5.3193, 1.822, 0.0292],
    },
  ],
  [
    'dpm-solver',
    {
      settings: { sigmas: 'lu' },
      timesteps: [999, 757, 413, 103, 11, 0],
      sigmas: [14.6146, 4.2151, 1.2157, 0.3506, 0.1011, 0.0292],
    },
  ],
  [
    'euler',
    {
      settings: { sigmas: 'karras', spacing: 'leading' },
      timesteps: [831, 654.2946, 410.4856, 153.5121, 24.6493, 1],
      sigmas: [5.9065, 2.7908, 1.2051, 0.464, 0.1536, 0.0413],
    },
  ],
  [
    'euler',
    {
      settings: {
        sigmas: 'karras',
        timestepType: 'continuous',
        predictionType: 'v_prediction',
        sigmaMin: 0.002,
        sigmaMax: 700,
      },
      timesteps: [1.6378, 1.3165, 0.9227, 0.4137, -0.3069, -1.5537],
      sigmas: [700, 193.6457, 40.0771, 5.2328, 0.293, 0.002],
    },
  ],
  [
    'euler',
    {
      settings: { interpolation: 'log_linear' },
      timesteps: [999, 799.2, 599.4, 399.6, 199.8, 0],
      sigmas: [14.6146, 5.1857, 1.84, 0.6529, 0.2317, 0.0822],
    },
  ],
  [
    'unipc',
    {
      settings: { sigmas: 'beta', finalSigmas: 'sigma_min' },
      timesteps: [999, 977, 920, 808, 535, 0],
      sigmas: [14.6146, 12.8218, 9.3245, 5.3193, 1.822, 0.0292],
    },
  ],
];

describe('levels recorded from diffusers', () => {
  for (const [sampler, { settings, timesteps, sigmas }] of recorded) {
    it(`are those of ${sampler}, ${JSON.stringify(settings)}`, () => {
      const scheduler = createScheduler(sampler, { ...stableDiffusion, ...settings }, 6);
      assert.ok(greatestDistance(scheduler.timesteps, timesteps) < 2e-4, scheduler.timesteps.join());
      const levels = timesteps.map((_, i) => scheduler.level(i));
      const visited = levels.map(({ clean, noise }) => noise / clean);
      assert.ok(greatestDistance(visited, sigmas) < 1e-4, visited.join());
    });
  }

  it('are those of PNDM that begins with Runge and Kutta’s method', () => {
    const { timesteps } = createScheduler('pndm', { ...stableDiffusion, skipPrkSteps: false }, 5);
    assert.deepEqual(timesteps, [801, 701, 701, 601, 601, 501, 501, 401, 401, 301, 301, 201, 201, 1]);
  });
});
