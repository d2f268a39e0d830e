import type { RgbImage } from '../images/rgb-image.ts';
import type { Course } from './course.ts';
import { fitImage, maskPlane } from './fit-image.ts';

/** A picture of which a part is redrawn. */
export interface Masked {
  /** [3, height, width] in pixels, −1 … 1. */
  readonly planes: Float32Array;
  /** The same, grey where it is redrawn. */
  readonly rest: Float32Array;
  /** [height, width] in latents: 1 where it is redrawn. */
  readonly mask: Float32Array;
}

/** diffusers, `prepare_mask_latents`: each latent takes the first pixel of its square. */
export function maskImage(planes: Float32Array, image: RgbImage, { request, dims }: Course): Masked {
  const { width, height } = request.settings;
  const pixels = maskPlane(fitImage(image, { width, height }));
  const [rows, columns] = [dims[2]!, dims[3]!];
  const mask = Float32Array.from({ length: rows * columns }, (_, i) => {
    const [y, x] = [Math.floor(i / columns), i % columns];
    return pixels[Math.floor((y * height) / rows) * width + Math.floor((x * width) / columns)]!;
  });
  return { planes, mask, rest: planes.map((value, i) => (pixels[i % pixels.length] === 1 ? 0 : value)) };
}
