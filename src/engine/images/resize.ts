/**
 * @file Resizing with Pillow's numbers, to the last bit: embeddings then agree with those made in Python. Two passes of
 * fixed-point sums, rows first, with 8-bit rounding between (libImaging/Resample.c). Indices are in range by
 * construction.
 */
import {
  PRECISION_BITS,
  type ResampleFilter,
  resampleWeights,
  type SmoothFilter,
  type Weights,
} from './resample-filter.ts';
import type { RgbImage } from './rgb-image.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** In pixels of the resized image. */
export interface Region extends Size {
  readonly left: number;
  readonly top: number;
}

/**
 * Pillow's `image.resize((width, height), filter)`.
 * @param region when only a part of the result is wanted, makes no more than that: the same pixels as a later crop
 */
export function resizeImage(image: RgbImage, size: Size, filter: ResampleFilter, region?: Region): RgbImage {
  const part = region ?? { left: 0, top: 0, ...size };
  if (filter === 'nearest') return nearest(image, size, part);
  if (image.width === size.width && image.height === size.height) return cropImage(image, part);
  return resample(image, size, filter, part);
}

export function cropImage(image: RgbImage, region: Region): RgbImage {
  const { left, top, width, height } = region;
  if (left === 0 && top === 0 && width === image.width && height === image.height) return image;
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const start = ((top + y) * image.width + left) * 3;
    data.set(image.data.subarray(start, start + width * 3), y * width * 3);
  }
  return { width, height, data };
}

function nearest(image: RgbImage, size: Size, part: Region): RgbImage {
  const data = new Uint8Array(part.width * part.height * 3);
  const columns = nearestIndices(image.width, size.width, part.left, part.width);
  const rows = nearestIndices(image.height, size.height, part.top, part.height);
  let to = 0;
  for (const row of rows) {
    for (const column of columns) {
      const from = (row * image.width + column) * 3;
      for (let channel = 0; channel < 3; channel++) data[to++] = image.data[from + channel]!;
    }
  }
  return { width: part.width, height: part.height, data };
}

/** Pillow steps along the axis, adding the scale each time; the sums' rounding is part of its result. */
function nearestIndices(from: number, to: number, start: number, count: number): Int32Array {
  const scale = from / to;
  const indices = new Int32Array(count);
  let at = scale * 0.5;
  for (let x = 0; x < start + count; x++, at += scale) {
    if (x >= start) indices[x - start] = Math.trunc(at);
  }
  return indices;
}

/** A pass whose size does not change is left out, as Pillow does: no rounding there. */
function resample(image: RgbImage, size: Size, filter: SmoothFilter, part: Region): RgbImage {
  const vertical = image.height === size.height ? undefined : resampleWeights(filter, image.height, size.height);
  const rows = vertical ? rowsRead(vertical, part) : { first: part.top, count: part.height };
  const narrowed =
    image.width === size.width
      ? cropImage(image, { left: part.left, top: rows.first, width: part.width, height: rows.count })
      : resampleRows(image, resampleWeights(filter, image.width, size.width), part, rows);
  return vertical ? resampleColumns(narrowed, vertical, part, rows.first) : narrowed;
}

interface Rows {
  readonly first: number;
  readonly count: number;
}

/** The input rows that the wanted output rows are made of. */
function rowsRead(weights: Weights, part: Region): Rows {
  const last = part.top + part.height - 1;
  const first = weights.first[part.top]!;
  return { first, count: weights.first[last]! + weights.count[last]! - first };
}

const HALF = 1 << (PRECISION_BITS - 1);

/** Sums stay below 2³¹, which `| 0` tells the compiler. */
function resampleRows(image: RgbImage, weights: Weights, part: Region, rows: Rows): RgbImage {
  const { taps, first, count, values } = weights;
  const { left, width } = part;
  const from = image.data;
  const data = new Uint8ClampedArray(width * rows.count * 3);
  let to = 0;
  for (let y = rows.first; y < rows.first + rows.count; y++) {
    const row = y * image.width;
    for (let x = left; x < left + width; x++) {
      let at = (row + first[x]!) * 3;
      let red = HALF;
      let green = HALF;
      let blue = HALF;
      const end = x * taps + count[x]!;
      for (let i = x * taps; i < end; i++) {
        const value = values[i]!;
        red = (red + Math.imul(from[at]!, value)) | 0;
        green = (green + Math.imul(from[at + 1]!, value)) | 0;
        blue = (blue + Math.imul(from[at + 2]!, value)) | 0;
        at += 3;
      }
      data[to] = red >> PRECISION_BITS;
      data[to + 1] = green >> PRECISION_BITS;
      data[to + 2] = blue >> PRECISION_BITS;
      to += 3;
    }
  }
  return { width, height: rows.count, data: new Uint8Array(data.buffer) };
}

/** @param offset the row of the full image that `image` begins with */
function resampleColumns(image: RgbImage, weights: Weights, part: Region, offset: number): RgbImage {
  const { taps, first, count, values } = weights;
  const stride = image.width * 3;
  const from = image.data;
  const data = new Uint8ClampedArray(stride * part.height);
  const sums = new Int32Array(stride);
  for (let y = 0; y < part.height; y++) {
    sums.fill(HALF);
    const row = part.top + y;
    for (let i = 0; i < count[row]!; i++) {
      const value = values[row * taps + i]!;
      const start = (first[row]! - offset + i) * stride;
      for (let x = 0; x < stride; x++) sums[x] = (sums[x]! + Math.imul(from[start + x]!, value)) | 0;
    }
    for (let x = 0; x < stride; x++) data[y * stride + x] = sums[x]! >> PRECISION_BITS;
  }
  return { width: image.width, height: part.height, data: new Uint8Array(data.buffer) };
}
