import type { RgbImage } from './rgb-image.ts';

/** Lightness, 8 bits a pixel. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  /** Height × width, rows from the top. */
  readonly data: Uint8Array;
}

/** Pillow's `convert("L")`: 0.299 R + 0.587 G + 0.114 B (ITU-R BT.601) in fixed point of 16 bits, rounded. */
export function greyOf({ width, height, data }: RgbImage): GreyImage {
  const grey = new Uint8Array(width * height);
  for (let i = 0, at = 0; i < grey.length; i++, at += 3) {
    grey[i] = (data[at]! * 19595 + data[at + 1]! * 38470 + data[at + 2]! * 7471 + 0x8000) >>> 16;
  }
  return { width, height, data: grey };
}

/** The same lightness in all three channels. */
export function rgbOf({ width, height, data }: GreyImage): RgbImage {
  const rgb = new Uint8Array(data.length * 3);
  for (let i = 0, to = 0; i < data.length; i++, to += 3) rgb[to] = rgb[to + 1] = rgb[to + 2] = data[i]!;
  return { width, height, data: rgb };
}
