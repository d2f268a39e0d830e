/**
 * @file Resizing with Pillow's numbers, to the last bit: embeddings then agree with those made in Python. Two passes of
 * fixed-point sums, rows first, with 8-bit rounding between (libImaging/Resample.c). Indices are in range by
 * construction.
 */
import type { Region, Size } from './region.ts';
import { type ResampleFilter, resampleWeights, type SmoothFilter, type Weights } from './resample-filter.ts';
import { resampleColumns, resampleRows } from './resample-kernel.ts';
import type { RgbImage } from './rgb-image.ts';

/**
 * Pillow's `image.resize((width, height), filter)`.
 * @param region makes only this part of the result: the same pixels as a later crop, for less work
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
  const rows = vertical ? rowsRead(vertical, part) : { top: part.top, height: part.height };
  const narrowed =
    image.width === size.width
      ? cropImage(image, { ...part, ...rows })
      : resampleRows(image, resampleWeights(filter, image.width, size.width), { ...part, ...rows });
  return vertical ? resampleColumns(narrowed, vertical, part, rows.top) : narrowed;
}

/** The input rows that the wanted output rows are made of. */
function rowsRead(weights: Weights, part: Region): Pick<Region, 'top' | 'height'> {
  const last = part.top + part.height - 1;
  const top = weights.first[part.top]!;
  return { top, height: weights.first[last]! + weights.count[last]! - top };
}
