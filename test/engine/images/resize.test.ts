import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ResampleFilter } from '../../../src/engine/images/resample-filter.ts';
import { cropImage, resizeImage } from '../../../src/engine/images/resize.ts';
import type { RgbImage } from '../../../src/engine/images/rgb-image.ts';
import { readFixture } from '../support/fixture.ts';
import { imageOf, type RecordedImage } from './recorded-image.ts';

interface Recorded {
  readonly images: { readonly [name: string]: RecordedImage };
  readonly cases: readonly (RecordedImage & { readonly image: string; readonly filter: ResampleFilter })[];
}

const recorded = readFixture<Recorded>('images/pillow-resize.json');

describe('resize', () => {
  for (const expected of recorded.cases) {
    const { image, width, height, filter } = expected;
    it(`is Pillow's to the last bit: ${image} to ${width}×${height}, ${filter}`, () => {
      const resized = resizeImage(imageOf(recorded.images[image]!), { width, height }, filter);
      assert.deepEqual(resized, imageOf(expected));
    });
  }

  it('makes a part of the result as if it was cut out', () => {
    const side = fc.integer({ min: 1, max: 24 });
    const filters = fc.constantFrom<ResampleFilter>('nearest', 'bilinear', 'bicubic', 'lanczos');
    const box = fc.record({ left: fc.nat(20), top: fc.nat(20), width: side, height: side });
    fc.assert(
      fc.property(side, side, side, side, filters, box, (fromWidth, fromHeight, width, height, filter, wanted) => {
        const image = noisy(fromWidth, fromHeight);
        const left = wanted.left % width;
        const top = wanted.top % height;
        const region = {
          left,
          top,
          width: Math.min(wanted.width, width - left),
          height: Math.min(wanted.height, height - top),
        };
        const whole = resizeImage(image, { width, height }, filter);
        assert.deepEqual(resizeImage(image, { width, height }, filter, region), cropImage(whole, region));
      }),
    );
  });

  it('keeps a flat picture flat', () => {
    const size = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(
        fc.nat(255),
        size,
        size,
        fc.constantFrom<ResampleFilter>('bilinear', 'bicubic', 'lanczos'),
        (level, from, to, filter) => {
          const image = { width: from, height: from, data: new Uint8Array(from * from * 3).fill(level) };
          const resized = resizeImage(image, { width: to, height: to }, filter);
          assert.ok(resized.data.every((value) => value === level));
        },
      ),
    );
  });
});

function noisy(width: number, height: number): RgbImage {
  return { width, height, data: Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 7919) % 251) };
}
