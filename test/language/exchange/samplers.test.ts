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
    ] as const) {
      assert.deepEqual(matchSampler(sampler, schedule), { scheduler }, sampler);
    }
  });

  it('that space their steps in another way are said to', () => {
    for (const [sampler, schedule] of [
      ['Euler', 'Karras'],
      ['Euler Karras', undefined],
      ['euler_k', undefined],
    ] as const) {
      const { scheduler, note } = matchSampler(sampler, schedule);
      assert.equal(scheduler, 'euler');
      assert.match(note ?? '', /^The steps were spaced by `karras`/i);
    }
  });

  it('that are others have the nearest in their place, and noise at every step is named', () => {
    for (const [sampler, schedule, scheduler, note] of [
      ['DPM++ 2M', 'Karras', 'euler', /`DPM\+\+ 2M Karras` is not one of ours: `euler`/],
      ['dpmpp_2m_k', undefined, 'euler', /`dpmpp_2m Karras` is not one of ours: `euler`/],
      ['Euler a', undefined, 'euler', /`Euler a` is not one of ours, and it added noise/],
      ['euler_ancestral', 'normal', 'euler', /added noise/],
      ['dpmpp_sde', undefined, 'euler', /added noise/],
      ['PLMS', undefined, 'ddim', /`ddim` stands in/],
      ['constructor', '__proto__', 'euler', /`constructor __proto__`/],
      ['', undefined, 'euler', /stands in/],
    ] as const) {
      const match = matchSampler(sampler, schedule);
      assert.equal(match.scheduler, scheduler, sampler);
      assert.match(match.note ?? '', note, sampler);
    }
  });
});
