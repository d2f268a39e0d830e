import { roundHalfEven } from '../arithmetic/round-half-even.ts';
import type { RgbImage } from '../images/rgb-image.ts';

/**
 * An autoencoder's output → a picture, rounded as torch does: (x/2 + ½) clamped to 0…1, × 255.
 * @param planes [3, height, width], about −1…1
 */
export function decodedPixels(planes: Float32Array, width: number, height: number): RgbImage {
  const plane = width * height;
  const data = new Uint8Array(plane * 3);
  for (let channel = 0; channel < 3; channel++) {
    for (let i = 0; i < plane; i++) {
      const level = planes[channel * plane + i]! / 2 + 0.5;
      data[3 * i + channel] = roundHalfEven(Math.min(1, Math.max(0, level)) * 255);
    }
  }
  return { width, height, data };
}
