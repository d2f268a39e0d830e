import type { RgbImage } from '../../../src/engine/images/rgb-image.ts';

/** A picture in a fixture: RGB, rows from the top, base64. */
export interface RecordedImage {
  readonly width: number;
  readonly height: number;
  readonly data: string;
}

export function imageOf({ width, height, data }: RecordedImage): RgbImage {
  return { width, height, data: new Uint8Array(Buffer.from(data, 'base64')) };
}
