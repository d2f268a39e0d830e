import { createHash } from 'node:crypto';
import type { RgbImage } from './rgb-image.ts';

/** Hex SHA-256 of `<width>x<height>`, a newline, and the pixels as RGB of 8 bits from the top left. */
export function digestOfPixels({ width, height, data }: RgbImage): string {
  return createHash('sha256').update(`${width}x${height}\n`).update(data).digest('hex');
}
