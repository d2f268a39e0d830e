/** @file A picture of any size → what an autoencoder and a mask's reader take (diffusers, `VaeImageProcessor`). */
import type { Size } from '../images/region.ts';
import { cropImage, resizeImage } from '../images/resize.ts';
import type { RgbImage } from '../images/rgb-image.ts';

/** Cut in the middle to the proportions of `size`, then resized; of that size already, it stays as it is. */
export function fitImage(image: RgbImage, size: Size): RgbImage {
  const ratio = size.width / size.height;
  const width = Math.min(image.width, Math.max(1, Math.round(image.height * ratio)));
  const height = Math.min(image.height, Math.max(1, Math.round(image.width / ratio)));
  const left = Math.floor((image.width - width) / 2);
  const top = Math.floor((image.height - height) / 2);
  return resizeImage(cropImage(image, { left, top, width, height }), size, 'lanczos');
}

const { fround } = Math;

/** 0 … 255 → −1 … 1, rounded as in torch. */
const levels = Float32Array.from({ length: 256 }, (_, level) => fround(2 * fround(level / 255)) - 1);

/** [3, height, width], −1 … 1. */
export function imagePlanes({ data, width, height }: RgbImage): Float32Array {
  const plane = width * height;
  const planes = new Float32Array(plane * 3);
  for (let i = 0; i < plane; i++) {
    for (let channel = 0; channel < 3; channel++) planes[channel * plane + i] = levels[data[3 * i + channel]!]!;
  }
  return planes;
}

/** [height, width]; 1 where the picture is rather white than black. Grey as Pillow's `convert('L')` has it. */
export function maskPlane({ data, width, height }: RgbImage): Float32Array {
  return Float32Array.from({ length: width * height }, (_, i) => {
    const grey = (data[3 * i]! * 19595 + data[3 * i + 1]! * 38470 + data[3 * i + 2]! * 7471 + 0x8000) >> 16;
    return grey >= 128 ? 1 : 0;
  });
}
