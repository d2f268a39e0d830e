/** @file Pixels → the bytes of a PNG file. */
import sharp from 'sharp';
import type { RgbImage } from './rgb-image.ts';

/** Lossless; the same picture always gives the same bytes with the same version of sharp. */
export async function encodePng(image: RgbImage): Promise<Uint8Array> {
  const { width, height, data } = image;
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 6 })
    .toBuffer();
}
