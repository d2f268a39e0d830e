/** @file Texts and pictures as the inputs of CLIP graphs. */
import type { Preprocessor } from '../../images/clip-preprocessor.ts';
import type { RgbImage } from '../../images/rgb-image.ts';
import type { Feeds } from '../../runtime/tensor-binder.ts';
import type { TokenRow } from '../../text/clip-tokenizer.ts';

/** Not every graph reads the mask. The last row is repeated up to `filledTo`. */
export function textFeeds(rows: readonly TokenRow[], filledTo: number): Feeds {
  const length = rows[0]!.ids.length;
  const ids = new Int32Array(filledTo * length);
  const mask = new Int32Array(filledTo * length);
  for (let i = 0; i < filledTo; i++) {
    const row = rows[Math.min(i, rows.length - 1)]!;
    ids.set(row.ids, i * length);
    mask.set(row.mask, i * length);
  }
  const dims = [filledTo, length];
  return { input_ids: { data: ids, dims }, attention_mask: { data: mask, dims } };
}

/** The last picture is repeated up to `filledTo`. */
export function imageFeeds(images: readonly RgbImage[], preprocessor: Preprocessor, filledTo: number): Feeds {
  const { width, height } = preprocessor;
  const size = 3 * height * width;
  const pixels = new Float32Array(filledTo * size);
  for (const [i, image] of images.entries()) preprocessor.write(image, pixels, i * size);
  const last = (images.length - 1) * size;
  for (let i = images.length; i < filledTo; i++) pixels.copyWithin(i * size, last, last + size);
  return { pixel_values: { data: pixels, dims: [filledTo, 3, height, width] } };
}
