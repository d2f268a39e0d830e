/** @file What an image file says of itself, whatever it is called. */
import { stat } from 'node:fs/promises';
import sharp from 'sharp';
import { Failure } from '../../../protocol/failure.ts';
// Its settings hold for the whole process: nothing but PNG, JPEG and WebP is opened.
import '../../images/decode-image.ts';

export type PictureType = 'png' | 'jpg' | 'webp';

export interface PictureHeader {
  readonly type: PictureType;
  /** Pixels, with the camera's orientation applied, as Pillow and the engine show it. */
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
}

const types: { readonly [format: string]: PictureType } = { png: 'png', jpeg: 'jpg', webp: 'webp' };

/** Reads the header alone. @throws Failure `image-corrupt`, `file-unreadable` */
export async function readPictureHeader(file: string): Promise<PictureHeader> {
  const { size: bytes } = await stat(file).catch((cause: unknown) => {
    throw new Failure('file-unreadable', `The image ${file} cannot be read; check that the file is there.`, { cause });
  });
  try {
    const { format, autoOrient } = await sharp(file).metadata();
    const type = types[format];
    if (type === undefined) throw new Error(`${format} is not exported`);
    return { type, width: autoOrient.width, height: autoOrient.height, bytes };
  } catch (cause) {
    const text = `The image ${file} is damaged or of an unknown format; replace or remove it.`;
    throw new Failure('image-corrupt', text, { cause });
  }
}
