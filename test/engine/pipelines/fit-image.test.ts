import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RgbImage } from '../../../src/engine/images/rgb-image.ts';
import { fitImage, imagePlanes, maskPlane } from '../../../src/engine/pipelines/fit-image.ts';
import { greatestDistance } from '../support/fixture.ts';

function image(width: number, height: number, data: readonly number[]): RgbImage {
  return { width, height, data: Uint8Array.from(data) };
}

// Random numbers, and what Pillow 9.4 makes of them: image.crop((2, 0, 7, 5)).resize((4, 4), Image.LANCZOS).
const wide = image(
  9,
  5,
  [
    37, 244, 193, 106, 235, 128, 71, 255, 140, 47, 103, 184, 72, 20, 188, 238, 255, 126, 7, 0, 137, 195, 204, 32, 203,
    170, 101, 77, 133, 30, 193, 255, 79, 203, 145, 37, 192, 83, 112, 60, 144, 128, 163, 23, 129, 80, 134, 101, 204, 191,
    174, 47, 71, 30, 78, 99, 237, 170, 118, 88, 252, 121, 116, 171, 134, 141, 146, 101, 25, 125, 127, 239, 178, 228,
    239, 137, 20, 213, 167, 216, 254, 84, 80, 107, 101, 177, 50, 80, 146, 139, 106, 175, 212, 201, 72, 134, 139, 251,
    86, 52, 252, 32, 134, 113, 234, 77, 204, 224, 156, 146, 197, 58, 157, 223, 2, 7, 142, 89, 207, 136, 50, 194, 163,
    171, 68, 106, 249, 233, 215, 124, 212, 106, 215, 95, 11,
  ],
);
const fitted = [
  91, 218, 121, 51, 51, 187, 176, 152, 143, 65, 68, 106, 248, 114, 75, 146, 125, 89, 111, 72, 140, 146, 140, 185, 141,
  159, 161, 160, 113, 145, 164, 156, 117, 97, 253, 129, 20, 70, 141, 82, 207, 171, 131, 120, 116, 199, 204, 138,
];

describe('a picture that is fitted', () => {
  it('is cut in the middle and resized as Pillow does', () => {
    assert.deepEqual([...fitImage(wide, { width: 4, height: 4 }).data], fitted);
  });

  it('stays as it is when it has the size already', () => {
    assert.equal(fitImage(wide, wide).data, wide.data);
  });

  it('has the size that was asked for, and colours of the picture, whatever its proportions', () => {
    const side = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(1, 4000));
    const asked = fc.integer({ min: 1, max: 48 });
    fc.assert(
      fc.property(side, side, asked, asked, (width, height, askedWidth, askedHeight) => {
        fc.pre(width * height < 200_000);
        const flat = image(width, height, []);
        const data = new Uint8Array(width * height * 3).fill(77);
        const fit = fitImage({ ...flat, data }, { width: askedWidth, height: askedHeight });
        assert.deepEqual(
          [fit.width, fit.height, fit.data.length],
          [askedWidth, askedHeight, askedWidth * askedHeight * 3],
        );
        assert.ok(fit.data.every((value) => value === 77));
      }),
    );
  });

  it('becomes planes from −1 to 1', () => {
    const planes = imagePlanes(image(2, 1, [0, 51, 255, 102, 204, 1]));
    assert.ok(greatestDistance(planes, [-1, -0.2, -0.6, 0.6, 1, 2 / 255 - 1]) < 1e-6);
  });

  // Pillow's convert('L') gives 128 for those that are redrawn and 127 for those that are not.
  it('is a mask where Pillow’s grey is rather white than black', () => {
    const white = [128, 128, 128, 250, 90, 0, 0, 217, 6, 0, 218, 0, 0, 213, 22, 255, 255, 255];
    const black = [127, 127, 127, 251, 89, 0, 128, 127, 128, 0, 217, 0, 0, 0, 0];
    assert.deepEqual([...maskPlane(image(6, 1, white))], [1, 1, 1, 1, 1, 1]);
    assert.deepEqual([...maskPlane(image(5, 1, black))], [0, 0, 0, 0, 0]);
  });
});
