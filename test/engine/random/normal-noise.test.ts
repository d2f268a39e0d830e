import assert from 'node:assert/strict';
import fc from 'fast-check';
import { NormalNoise } from '../../../src/engine/random/normal-noise.ts';
import { greatestDistance, readFixture } from '../support/fixture.ts';

interface Recorded {
  readonly cases: readonly { readonly seed: number; readonly draws: readonly (readonly number[])[] }[];
}

/** One unit in the last place of numbers up to 4, and the seven digits of the file. */
const TOLERANCE = 6e-7;

describe('normal noise', () => {
  for (const { seed, draws } of readFixture<Recorded>('random/torch-randn.json').cases) {
    it(`is torch.randn for seed ${seed}, draws of ${draws.map((draw) => draw.length).join(', ')}`, () => {
      const noise = new NormalNoise(seed);
      for (const draw of draws) assert.ok(greatestDistance(noise.draw(draw.length), draw) <= TOLERANCE);
    });
  }

  // PyTorch's published outputs: torch.manual_seed(42); torch.randn(16384); torch.randn(4)
  it('goes on after a long draw as torch does', () => {
    const noise = new NormalNoise(42);
    assert.ok(greatestDistance(noise.draw(16384).slice(0, 4), [1.926915, 1.487284, 0.900717, -2.105521]) < 1e-6);
    const next = noise.draw(16384).slice(0, 4);
    assert.ok(greatestDistance(next, [-1.304659, 1.450703, 0.24428, -0.27989]) < 1e-6);
  });

  it('counts only the lowest 32 bits of a seed', () => {
    assert.deepEqual(new NormalNoise(2 ** 32 + 5).draw(20), new NormalNoise(5).draw(20));
  });

  it('has mean 0 and variance 1', () => {
    const noise = new NormalNoise(1).draw(1 << 16);
    const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
    const variance = noise.reduce((sum, value) => sum + (value - mean) ** 2, 0) / noise.length;
    assert.ok(Math.abs(mean) < 0.02);
    assert.ok(Math.abs(variance - 1) < 0.02);
  });

  it('is finite and repeatable for every seed and length', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.integer({ min: 0, max: 70 }), (seed, length) => {
        const drawn = new NormalNoise(seed).draw(length);
        assert.equal(drawn.length, length);
        assert.ok(drawn.every(Number.isFinite));
        assert.deepEqual(new NormalNoise(seed).draw(length), drawn);
      }),
    );
  });
});
