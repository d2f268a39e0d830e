/**
 * @file pHash: 64 bits that stay nearly the same when a picture is scaled, compressed or a little lighter (N. Krawetz,
 * Looks Like It, 2011), bit for bit those of the Python package imagehash (`phash`, size 8): lightness, 32 × 32 by
 * Lanczos, the 8 × 8 lowest frequencies of the discrete cosine transform, each against their median.
 */
import { greyOf, rgbOf } from './grey-image.ts';
import { resizeImage } from './resize.ts';
import type { RgbImage } from './rgb-image.ts';

const EDGE = 32;
const KEPT = 8;

/** cos(π · k · (2x + 1) / 2·32), row-major [k, x]. */
const cosines = Float64Array.from({ length: KEPT * EDGE }, (_, at) =>
  Math.cos((Math.PI * Math.floor(at / EDGE) * (2 * (at % EDGE) + 1)) / (2 * EDGE)),
);

/**
 * Does not see colour, nor small things; mirrored or turned pictures have other hashes, and pictures with little in them
 * may share one by chance: have an embedding confirm.
 * @returns 16 hexadecimal digits; rows of bits from the lowest frequency, as imagehash prints them
 */
export function perceptualHash(image: RgbImage): string {
  const small = resizeImage(rgbOf(greyOf(image)), { width: EDGE, height: EDGE }, 'lanczos');
  const frequencies = lowFrequencies(small);
  const median = medianOf(frequencies);
  let bits = 0n;
  for (const frequency of frequencies) bits = (bits << 1n) | (frequency > median ? 1n : 0n);
  return bits.toString(16).padStart(16, '0');
}

/** Row-major [vertical, horizontal]. Rounded, so that what is zero but for the last digits is zero. */
function lowFrequencies({ data }: RgbImage): Float64Array {
  const byRow = new Float64Array(KEPT * EDGE);
  for (let k = 0; k < KEPT; k++) {
    for (let y = 0; y < EDGE; y++) {
      for (let x = 0; x < EDGE; x++) byRow[k * EDGE + y]! += data[(y * EDGE + x) * 3]! * cosines[k * EDGE + x]!;
    }
  }
  return Float64Array.from({ length: KEPT * KEPT }, (_, at) => {
    const vertical = Math.floor(at / KEPT) * EDGE;
    const horizontal = (at % KEPT) * EDGE;
    let sum = 0;
    for (let y = 0; y < EDGE; y++) sum += byRow[horizontal + y]! * cosines[vertical + y]!;
    return Math.round(sum * 1e6) / 1e6;
  });
}

function medianOf(values: Float64Array): number {
  const sorted = values.slice().sort();
  return (sorted[sorted.length / 2 - 1]! + sorted[sorted.length / 2]!) / 2;
}
