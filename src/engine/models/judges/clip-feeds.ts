/** @file Texts and pictures as the inputs of a judge's graphs. */
import type { Preprocessor } from '../../images/clip-preprocessor.ts';
import type { RgbImage } from '../../images/rgb-image.ts';
import type { Feeds } from '../../runtime/tensor-binder.ts';
import type { TokenRow } from '../../text/tokenizer.ts';

/**
 * What graphs read beside the tokens differs; what one has no input for is not fed. The last row is repeated up to
 * `filledTo`.
 * @param input the name of the tokens' input
 */
export function textFeeds(input: string, rows: readonly TokenRow[], filledTo: number): Feeds {
  const length = rows[0]!.ids.length;
  const size = filledTo * length;
  const [ids, mask, positions] = [new Int32Array(size), new Int32Array(size), new Int32Array(size)];
  for (let i = 0; i < filledTo; i++) {
    const row = rows[Math.min(i, rows.length - 1)]!;
    ids.set(row.ids, i * length);
    mask.set(row.mask, i * length);
    for (let at = 0; at < length; at++) positions[i * length + at] = at;
  }
  const dims = [filledTo, length];
  return {
    attention_mask: { data: mask, dims },
    position_ids: { data: positions, dims },
    token_type_ids: { data: new Int32Array(size), dims },
    [input]: { data: ids, dims },
  };
}

/**
 * The last picture is repeated up to `filledTo`.
 * @param input the name of the pictures' input
 */
export function imageFeeds(
  input: string,
  images: readonly RgbImage[],
  preprocessor: Preprocessor,
  filledTo: number,
): Feeds {
  const { width, height } = preprocessor;
  const size = 3 * height * width;
  const pixels = new Float32Array(filledTo * size);
  for (const [i, image] of images.entries()) preprocessor.write(image, pixels, i * size);
  const last = (images.length - 1) * size;
  for (let i = images.length; i < filledTo; i++) pixels.copyWithin(i * size, last, last + size);
  return { [input]: { data: pixels, dims: [filledTo, 3, height, width] } };
}
