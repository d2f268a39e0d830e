import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { resampleWeights, type SmoothFilter } from '../../../src/engine/images/resample-filter.ts';
import { resizeImage } from '../../../src/engine/images/resize.ts';
import { kernelFile, kernelSource } from '../../../tools/build-kernel.mjs';

/** One axis of one channel, as Resample.c writes it down: ⌊(2²¹ + Σ pixel · weight) / 2²²⌋, clamped. */
function resampleLine(line: readonly number[], filter: SmoothFilter, to: number): number[] {
  const { first, count, values, mostPairs } = resampleWeights(filter, line.length, to);
  return Array.from({ length: to }, (_, x) => {
    let sum = 2 ** 21;
    for (let i = 0; i < count[x]!; i++) {
      const at = x * mostPairs * 4 + (i >> 1) * 4 + (i & 1);
      sum += line[first[x]! + i]! * (values[at]! * 2 ** 11 + values[at + 2]!);
    }
    return Math.min(255, Math.max(0, Math.floor(sum / 2 ** 22)));
  });
}

describe('resampling kernel', () => {
  it('is the one that its source assembles to', async () => {
    assert.equal(
      readFileSync(kernelFile('resample-kernel'), 'utf8'),
      await kernelSource('resample-kernel'),
      'run `node tools/build-kernel.mjs`',
    );
  });

  it('sums as the formula says, along either axis, at every size', () => {
    const line = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 300 });
    const filters = fc.constantFrom<SmoothFilter>('bilinear', 'bicubic', 'lanczos');
    fc.assert(
      fc.property(line, filters, fc.integer({ min: 1, max: 300 }), (pixels, filter, to) => {
        fc.pre(pixels.length !== to);
        const data = Uint8Array.from(pixels.flatMap((level) => [level, 255 - level, level >> 1]));
        const expected = [
          resampleLine(pixels, filter, to),
          resampleLine(
            pixels.map((level) => 255 - level),
            filter,
            to,
          ),
          resampleLine(
            pixels.map((level) => level >> 1),
            filter,
            to,
          ),
        ];
        const rgb = Array.from({ length: to * 3 }, (_, i) => expected[i % 3]![Math.floor(i / 3)]!);
        const row = resizeImage({ width: pixels.length, height: 1, data }, { width: to, height: 1 }, filter);
        const column = resizeImage({ width: 1, height: pixels.length, data }, { width: 1, height: to }, filter);
        assert.deepEqual([...row.data], rgb);
        assert.deepEqual([...column.data], rgb);
      }),
    );
  });

  it('has weights that sum to one, to the rounding of each', () => {
    const size = fc.integer({ min: 1, max: 2000 });
    fc.assert(
      fc.property(size, size, fc.constantFrom<SmoothFilter>('bilinear', 'bicubic', 'lanczos'), (from, to, filter) => {
        const { count, values, mostPairs } = resampleWeights(filter, from, to);
        const stride = mostPairs * 4;
        const x = Math.floor(to / 2);
        const own = values.subarray(x * stride, (x + 1) * stride);
        const sum = own.reduce((total, value, i) => total + (i % 4 < 2 ? value * 2 ** 11 : value), 0);
        assert.ok(Math.abs(sum - 2 ** 22) <= count[x]!);
      }),
      { numRuns: 50 },
    );
  });
});
