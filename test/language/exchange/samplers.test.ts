import assert from 'node:assert/strict';
import { matchSampler } from '../../../src/language/exchange/recipe/samplers.ts';

describe('samplers of other tools', () => {
  it('that are ours need no word', () => {
    for (const [sampler, schedule, scheduler] of [
      ['Euler', undefined, 'euler'],
      ['Euler', 'Automatic', 'euler'],
      ['euler', 'normal', 'euler'],
      ['sample_euler', 'simple', 'euler'],
      ['k_euler', undefined, 'euler'],
      ['DDIM', undefined, 'ddim'],
      ['ddim', 'ddim_uniform', 'ddim'],
      ['Euler a', 'Automatic', 'euler-a'],
      ['euler_ancestral', 'normal', 'euler-a'],
      ['k_euler_a', undefined, 'euler-a'],
      ['DPM++ 2M', 'Karras', 'dpmpp-2m-karras'],
      ['DPM++ 2M', 'Automatic', 'dpmpp-2m-karras'],
      ['DPM++ 2M Karras', undefined, 'dpmpp-2m-karras'],
      ['dpmpp_2m', 'karras', 'dpmpp-2m-karras'],
      ['dpmpp_2m_k', undefined, 'dpmpp-2m-karras'],
      ['DPM++ 2M', 'Uniform', 'dpmpp-2m'],
      ['DPM++ 2M', undefined, 'dpmpp-2m'],
      ['dpmpp_2m', 'normal', 'dpmpp-2m'],
      ['UniPC', undefined, 'unipc'],
      ['uni_pc_bh2', 'simple', 'unipc'],
      ['PLMS', undefined, 'pndm'],
      ['LCM', 'Automatic', 'lcm'],
      ['ddpm', 'normal', 'ddpm'],
    ] as const) {
      assert.deepEqual(matchSampler(sampler, schedule), { scheduler }, sampler);
    }
  });

  it('that space their steps in another way are said to', () => {
    for (const [sampler, schedule] of [
      ['Euler', 'Karras'],
      ['Euler Karras', undefined],
      ['euler_k', undefined],
      ['euler', 'KARRAS'],
    ] as const) {
      const { scheduler, note } = matchSampler(sampler, schedule);
      assert.equal(scheduler, 'euler');
      assert.match(note ?? '', /^The steps were spaced by `karras`/i);
    }
  });

  it('that are others have the nearest in their place, and noise at every step is named', () => {
    for (const [sampler, schedule, scheduler, note] of [
      ['DPM++ 2M SDE', 'Karras', 'dpmpp-2m-karras', /`DPM\+\+ 2M SDE Karras` is not one of ours, and it added noise/],
      ['dpmpp_sde', undefined, 'dpmpp-2m', /added noise at every step: `dpmpp-2m` stands in/],
      ['DPM2 a', undefined, 'euler-a', /`DPM2 a` is not one of ours, and it added noise/],
      ['dpm_2_ancestral', 'karras', 'euler-a', /`dpm_2_ancestral karras`/],
      ['Heun', undefined, 'euler', /`Heun` is not one of ours: `euler`/],
      ['LMS', 'Karras', 'euler', /`LMS Karras` is not one of ours: `euler`/],
      ['DDIM CFG++', undefined, 'ddim', /`ddim` stands in/],
      ['constructor', '__proto__', 'euler', /`constructor __proto__`/],
      ['', undefined, 'euler', /stands in/],
    ] as const) {
      const match = matchSampler(sampler, schedule);
      assert.equal(match.scheduler, scheduler, sampler);
      assert.match(match.note ?? '', note, sampler);
    }
  });
});
