/** @file Image files → pixels, as Pillow's `ImageOps.exif_transpose(image).convert("RGB")` sees them. */
import { access, constants } from 'node:fs/promises';
import sharp from 'sharp';
import { Failure } from '../../protocol/failure.ts';
import type { RgbImage } from './rgb-image.ts';

// Its cache keeps files that were overwritten since; and each image is decoded once.
sharp.cache(false);
// Many images are decoded at a time; threads within one would only wait for each other.
sharp.concurrency(1);
// A file is what its first bytes say, and an SVG, under whatever name, is drawn by a program of its author's.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadPng', 'VipsForeignLoadJpeg', 'VipsForeignLoadWebp'] });

/** Pixels. A small file may hold a huge picture, and several are in memory at a time. */
const largest = 8192 * 8192;

/** Long edge over short edge. Scaled up to what a model reads, a longer line would fill the memory. */
const narrowest = 500;

/**
 * Reads a PNG, JPEG or WebP file. The camera's orientation is applied; colour profiles are not; alpha is dropped, not
 * blended.
 * @param path absolute
 * @throws Failure `file-unreadable`, `image-corrupt`; both name the file
 */
export async function decodeImage(path: string): Promise<RgbImage> {
  const image = await decoded(path);
  const { width, height } = image;
  if (Math.max(width, height) <= narrowest * Math.min(width, height)) return image;
  const text = `The image ${path} is a line of ${width}×${height} pixels; crop it or remove it.`;
  throw new Failure('image-corrupt', text);
}

async function decoded(path: string): Promise<RgbImage> {
  try {
    return await decode(path);
  } catch (cause) {
    await access(path, constants.R_OK).catch((reason: unknown) => {
      throw new Failure('file-unreadable', `The image ${path} cannot be read; check that the file is there.`, {
        cause: reason,
      });
    });
    throw new Failure('image-corrupt', `The image ${path} ${problemOf(cause)}.`, { cause });
  }
}

function problemOf(cause: unknown): string {
  const isTooLarge = cause instanceof Error && cause.message.includes('exceeds pixel limit');
  if (isTooLarge) return `has more than ${Math.floor(largest / 1e6)} million pixels; make it smaller or remove it`;
  return 'is damaged or of an unknown format; replace or remove it';
}

async function decode(path: string): Promise<RgbImage> {
  const pipeline = sharp(path, { ignoreIcc: true, autoOrient: true, limitInputPixels: largest })
    .removeAlpha()
    .toColourspace('srgb');
  const { data, info } = await pipeline.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  const pixels = new Uint8Array(data.buffer, data.byteOffset, data.length);
  return { width: info.width, height: info.height, data: info.channels === 3 ? pixels : greyToRgb(pixels) };
}

function greyToRgb(grey: Uint8Array): Uint8Array {
  const rgb = new Uint8Array(grey.length * 3);
  for (let i = 0, to = 0; i < grey.length; i++) {
    const level = grey[i]!;
    rgb[to++] = level;
    rgb[to++] = level;
    rgb[to++] = level;
  }
  return rgb;
}
