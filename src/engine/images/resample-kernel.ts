/**
 * @file Runs resample-kernel.wat: the two passes of resampling in WebAssembly, five times as fast as in JavaScript. Its
 * memory holds one pass at a time, [tables | source | target], with room for the bytes it may touch beyond either.
 */
import { resampleKernelBytes } from './generated/resample-kernel-bytes.ts';
import type { Region } from './region.ts';
import type { Weights } from './resample-filter.ts';
import type { RgbImage } from './rgb-image.ts';

interface Kernel {
  readonly memory: WebAssembly.Memory;
  rows(
    source: number,
    stride: number,
    height: number,
    first: number,
    pairs: number,
    weights: number,
    most: number,
    width: number,
    target: number,
  ): void;
  column(source: number, stride: number, weights: number, pairs: number, target: number): void;
}

let instance: Kernel | undefined;

function kernel(): Kernel {
  if (instance === undefined) {
    const module = new WebAssembly.Module(Buffer.from(resampleKernelBytes, 'base64'));
    // The exports are those of the .wat file.
    instance = new WebAssembly.Instance(module).exports as unknown as Kernel;
  }
  return instance;
}

const PAGE = 65536;

/** What a pass may touch beyond its source or target, and more than an alignment needs. */
const SLACK = 64;

/** The kernel's bytes, at least so many. */
function memoryOf(length: number): Uint8Array {
  const { memory } = kernel();
  const missing = length - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
  return new Uint8Array(memory.buffer);
}

/** As many rows are copied in at a time as stay in a processor's cache. */
const BAND = 1 << 18;

/**
 * The horizontal pass.
 * @param part columns of the result and rows of the source
 */
export function resampleRows(image: RgbImage, weights: Weights, part: Region): RgbImage {
  const { left, top, width, height } = part;
  const stride = image.width * 3;
  const band = Math.max(1, Math.min(height, Math.floor(BAND / stride)));
  const tables = writeTables(weights, left, width);
  const target = aligned(tables.end + band * stride + SLACK);
  const memory = memoryOf(target + band * width * 3 + SLACK);
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row += band) {
    const rows = Math.min(band, height - row);
    memory.set(image.data.subarray((top + row) * stride, (top + row + rows) * stride), tables.end);
    kernel().rows(
      tables.end,
      stride,
      rows,
      tables.first,
      tables.pairs,
      tables.weights,
      weights.mostPairs * 8,
      width,
      target,
    );
    data.set(memory.subarray(target, target + rows * width * 3), row * width * 3);
  }
  return { width, height, data };
}

/** Offsets in the kernel's memory. */
interface Tables {
  readonly first: number;
  readonly pairs: number;
  readonly weights: number;
  readonly end: number;
}

/** Of the columns from `left` on. */
function writeTables(weights: Weights, left: number, width: number): Tables {
  const values = weights.values.subarray(left * weights.mostPairs * 4, (left + width) * weights.mostPairs * 4);
  const first = weights.first.subarray(left, left + width).map((pixel) => pixel * 3);
  const pairs = weights.count.subarray(left, left + width).map((count) => (count + 1) >> 1);
  const offsets = { first: 0, pairs: width * 4, weights: width * 8, end: aligned(width * 8 + values.byteLength) };
  const memory = memoryOf(offsets.end);
  memory.set(bytesOf(first), offsets.first);
  memory.set(bytesOf(pairs), offsets.pairs);
  memory.set(bytesOf(values), offsets.weights);
  return offsets;
}

/**
 * The vertical pass.
 * @param part rows of the result; its columns are all those of the image
 * @param offset the row of the full image that `image` begins with
 */
export function resampleColumns(image: RgbImage, weights: Weights, part: Region, offset: number): RgbImage {
  const { top, height } = part;
  const stride = image.width * 3;
  const { first, count, values, mostPairs } = weights;
  const source = aligned(values.byteLength);
  // The last pair of taps may have a row too many, of weight zero.
  const target = aligned(source + image.data.length + stride + SLACK);
  const memory = memoryOf(target + height * stride + SLACK);
  memory.set(bytesOf(values));
  memory.set(image.data, source);
  for (let y = 0; y < height; y++) {
    const row = top + y;
    const from = source + (first[row]! - offset) * stride;
    kernel().column(from, stride, row * mostPairs * 8, (count[row]! + 1) >> 1, target + y * stride);
  }
  return { width: image.width, height, data: memory.slice(target, target + height * stride) };
}

function bytesOf(table: Int32Array | Int16Array): Uint8Array {
  return new Uint8Array(table.buffer, table.byteOffset, table.byteLength);
}

function aligned(offset: number): number {
  return Math.ceil(offset / 16) * 16;
}
