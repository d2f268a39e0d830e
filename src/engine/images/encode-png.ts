/** @file Pixels → the bytes of a PNG file. */
import sharp from 'sharp';
import { type PngTexts, withTexts } from './png-texts.ts';
import type { RgbImage } from './rgb-image.ts';

/** Lossless; the same picture with the same texts always gives the same bytes with the same version of sharp. */
export async function encodePng(image: RgbImage, texts: PngTexts = {}): Promise<Uint8Array> {
  const { width, height, data } = image;
  const png = await sharp(data, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 6 })
    .toBuffer();
  return withTexts(png, texts);
}
