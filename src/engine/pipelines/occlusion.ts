/**
 * @file What a score loses when a part of the picture is covered: occlusion (M. Zeiler & R. Fergus 2014, Visualizing and
 * Understanding Convolutional Networks, arXiv 1311.2901, section 4.2), with the picture's mean colour. Pure.
 */
import type { RgbImage } from '../images/rgb-image.ts';

/** Parts of a picture, side by side; those at the right and at the bottom take what is left over. */
export interface Grid {
  readonly rows: number;
  readonly columns: number;
}

/** The picture with the part at this place covered; places go row by row. */
export function covered(image: RgbImage, { rows, columns }: Grid, place: number): RgbImage {
  const { width, height } = image;
  const colour = meanOf(image);
  const data = image.data.slice();
  const [row, column] = [Math.floor(place / columns), place % columns];
  const [top, bottom] = [edge(row, rows, height), edge(row + 1, rows, height)];
  const [left, right] = [edge(column, columns, width), edge(column + 1, columns, width)];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) data.set(colour, (y * width + x) * 3);
  }
  return { width, height, data };
}

function edge(index: number, parts: number, size: number): number {
  return Math.floor((index * size) / parts);
}

function meanOf({ data }: RgbImage): Uint8Array {
  const sums = [0, 0, 0];
  for (let at = 0; at < data.length; at++) sums[at % 3]! += data[at]!;
  return Uint8Array.from(sums, (sum) => Math.round((3 * sum) / data.length));
}

/** From 0, the least, to 1, the most; all 0 where they do not differ. */
export function scaledToOne(values: readonly number[]): readonly number[] {
  const least = Math.min(...values);
  const range = Math.max(...values) - least;
  return values.map((value) => (range > 1e-9 ? (value - least) / range : 0));
}
