/** @file Image files → pixels, as Pillow's `ImageOps.exif_transpose(image).convert("RGB")` sees them. */
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { Failure } from '../../protocol/failure.ts';
import type { RgbImage } from './rgb-image.ts';

// Its cache keeps files that were overwritten since; and each image is decoded once.
sharp.cache(false);

/**
 * Reads a PNG, JPEG or WebP file. The camera's orientation is applied; colour profiles are not; alpha is dropped, not
 * blended.
 * @param path absolute
 * @throws Failure `file-unreadable`, `image-corrupt`; both name the file
 */
export async function decodeImage(path: string): Promise<RgbImage> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new Failure('file-unreadable', `The image ${path} cannot be read; check that the file is there.`, { cause });
  });
  return decodeImageBytes(bytes, path);
}

/**
 * @param name for the message
 * @throws Failure `image-corrupt`
 */
export async function decodeImageBytes(bytes: Uint8Array, name: string): Promise<RgbImage> {
  try {
    const pipeline = sharp(bytes, { ignoreIcc: true, autoOrient: true }).removeAlpha().toColourspace('srgb');
    const { data, info } = await pipeline.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
    return {
      width: info.width,
      height: info.height,
      data: info.channels === 3 ? new Uint8Array(data.buffer, data.byteOffset, data.length) : greyToRgb(data),
    };
  } catch (cause) {
    throw new Failure('image-corrupt', `The image ${name} is damaged or of an unknown format; replace or remove it.`, {
      cause,
    });
  }
}

function greyToRgb(grey: Uint8Array): Uint8Array {
  const rgb = new Uint8Array(grey.length * 3);
  for (let i = 0; i < grey.length; i++) rgb.fill(grey[i]!, 3 * i, 3 * i + 3);
  return rgb;
}
