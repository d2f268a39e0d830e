import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { greyOf, rgbOf } from '../../../src/engine/images/grey-image.ts';
import { perceptualHash } from '../../../src/engine/images/perceptual-hash.ts';
import { resizeImage } from '../../../src/engine/images/resize.ts';
import type { RgbImage } from '../../../src/engine/images/rgb-image.ts';
import { MersenneTwister } from '../../../src/engine/random/mersenne-twister.ts';
import { imageOf, type RecordedImage } from './recorded-image.ts';

const CELLS = 12;
const random = new MersenneTwister(3);
const levels = Uint8Array.from({ length: CELLS * CELLS * 3 }, () => random.bits32() & 255);

/** A board of coloured cells: a picture with something in it, of any size. */
function scene(width: number, height: number, gain = 1): RgbImage {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, at) => {
    const column = Math.floor(((Math.floor(at / 3) % width) * CELLS) / width);
    const row = Math.floor((Math.floor(at / 3 / width) * CELLS) / height);
    return gain * levels[(row * CELLS + column) * 3 + (at % 3)]!;
  });
  return { width, height, data };
}

/** The definition, written out: no tables, no separated passes. */
function byDefinition(image: RgbImage): string {
  const { data } = resizeImage(rgbOf(greyOf(image)), { width: 32, height: 32 }, 'lanczos');
  const frequencies = Array.from({ length: 64 }, (_, at) => {
    const [v, u] = [Math.floor(at / 8), at % 8];
    let sum = 0;
    for (let y = 0; y < 32; y++) {
      for (let x = 0; x < 32; x++) {
        const wave = Math.cos((Math.PI * u * (2 * x + 1)) / 64) * Math.cos((Math.PI * v * (2 * y + 1)) / 64);
        sum += data[(y * 32 + x) * 3]! * wave;
      }
    }
    return sum;
  });
  const sorted = frequencies.toSorted((a, b) => a - b);
  const median = (sorted[31]! + sorted[32]!) / 2;
  const bits = frequencies.map((value) => (value > median ? '1' : '0')).join('');
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0');
}

function distance(a: string, b: string): number {
  return [...(BigInt(`0x${a}`) ^ BigInt(`0x${b}`)).toString(2)].filter((bit) => bit === '1').length;
}

describe('perceptualHash', () => {
  it('is that of the definition', () => {
    const recorded: { readonly images: Record<string, RecordedImage> } = JSON.parse(
      readFileSync(new URL('../../fixtures/images/pillow-resize.json', import.meta.url), 'utf8'),
    );
    const images = [...Object.values(recorded.images).map(imageOf), scene(100, 80), scene(32, 32)];
    for (const image of images) assert.equal(perceptualHash(image), byDefinition(image));
  });

  it('stays nearly the same when a picture is scaled or made darker', () => {
    const hash = perceptualHash(scene(200, 160));
    for (const other of [scene(100, 80), scene(640, 512), scene(200, 160, 0.8)]) {
      assert.ok(distance(hash, perceptualHash(other)) <= 4);
    }
  });

  it('is another of another picture', () => {
    const { width, height, data } = scene(64, 64);
    const turned = { width, height, data: data.toReversed() };
    assert.ok(distance(perceptualHash(scene(64, 64)), perceptualHash(turned)) > 16);
  });

  it('takes pictures of any size, flat ones too, and is the same each time', () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 70 }), fc.nat(255));
    fc.assert(
      fc.property(sizes, ([width, height, level]) => {
        const flat = { width, height, data: new Uint8Array(width * height * 3).fill(level) };
        // Nothing but the mean, which is above the median unless it is black.
        assert.equal(perceptualHash(flat), level === 0 ? '0000000000000000' : '8000000000000000');
        assert.match(perceptualHash(scene(width, height)), /^[0-9a-f]{16}$/);
      }),
      { numRuns: 40 },
    );
  });
});
