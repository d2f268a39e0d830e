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
  return { ...(await headerIn(file, file)), bytes };
}

/** @param name for messages; @throws Failure `image-corrupt` */
export async function pictureTypeOf(content: Uint8Array, name: string): Promise<PictureType> {
  return (await headerIn(content, name)).type;
}

async function headerIn(content: Uint8Array | string, name: string): Promise<Omit<PictureHeader, 'bytes'>> {
  try {
    const { format, autoOrient } = await sharp(content).metadata();
    const type = types[format];
    if (type === undefined) throw new Error(`${format} is not exported`);
    return { type, width: autoOrient.width, height: autoOrient.height };
  } catch (cause) {
    const text = `The image ${name} is damaged or of an unknown format; replace or remove it.`;
    throw new Failure('image-corrupt', text, { cause });
  }
}
