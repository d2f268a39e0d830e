import assert from 'node:assert/strict';
import fc from 'fast-check';
import { noiseOf } from '../../../src/engine/random/noise-source.ts';
import { NormalNoise } from '../../../src/engine/random/normal-noise.ts';
import { philox } from '../../../src/engine/random/philox.ts';
import { PhiloxNoise } from '../../../src/engine/random/philox-noise.ts';
import { greatestDistance, readFixture } from '../support/fixture.ts';

interface Recorded {
  readonly cases: readonly { readonly seed: number; readonly draws: readonly (readonly number[])[] }[];
}

const ones = 0xffffffff;

describe('philox', () => {
  // Random123 1.14, tests/kat_vectors: counter, key, result.
  for (const [counter, key, bits] of [
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [ones, ones, ones, ones],
      [ones, ones],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ] as const) {
    it(`gives the published bits of counter ${counter.map((word) => word.toString(16)).join(' ')}`, () => {
      const words = Uint32Array.from(counter);
      philox(words, key);
      assert.deepEqual([...words], bits);
    });
  }
});

describe('philox noise', () => {
  for (const { seed, draws } of readFixture<Recorded>('random/philox.json').cases) {
    it(`is numpy's for seed ${seed}, draws of ${draws.map((draw) => draw.length).join(', ')}`, () => {
      const noise = new PhiloxNoise(seed);
      for (const draw of draws) assert.ok(greatestDistance(noise.draw(draw.length), draw) < 2e-6);
    });
  }

  // torch.manual_seed(0); torch.randn(4, device='cuda')
  it('is torch.randn on a GPU', () => {
    const published = [-0.92466259, -0.42534415, -2.6438457, 0.14518388];
    assert.ok(greatestDistance(new PhiloxNoise(0).draw(4), published) < 1e-6);
  });

  it('has mean 0 and variance 1', () => {
    const noise = new PhiloxNoise(1).draw(1 << 16);
    const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
    const variance = noise.reduce((sum, value) => sum + (value - mean) ** 2, 0) / noise.length;
    assert.ok(Math.abs(mean) < 0.02);
    assert.ok(Math.abs(variance - 1) < 0.02);
  });

  it('is finite, repeatable and of all bits of the seed, for every seed and length', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 0, max: 70 }), (seed, length) => {
        const drawn = new PhiloxNoise(seed).draw(length);
        assert.equal(drawn.length, length);
        assert.ok(drawn.every(Number.isFinite));
        assert.deepEqual(new PhiloxNoise(seed).draw(length), drawn);
        if (length > 0) assert.notDeepEqual(new PhiloxNoise((seed + 2 ** 32) % 2 ** 53).draw(length), drawn);
      }),
    );
  });
});

describe('an image’s noise', () => {
  it('is that of torch on the CPU, or on a GPU where asked for', () => {
    assert.deepEqual(noiseOf({}, 5).draw(20), new NormalNoise(5).draw(20));
    assert.deepEqual(noiseOf({ noise: 'philox' }, 5).draw(20), new PhiloxNoise(5).draw(20));
  });
});
