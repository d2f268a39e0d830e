/** @file Distances of each with each, a band of rows at a time, so that no whole table is ever in memory. */
import { distanceKernelBytes } from './generated/distance-kernel-bytes.ts';
import { type PointSet, requireSameSpace } from './point-set.ts';

/** Distances of some neighbouring points to all others. */
export interface DistanceBand {
  /** The point of the first row. */
  readonly from: number;
  readonly rows: number;
  /** Squared Euclidean, a row of distances to the others for each point; overwritten by the next band. */
  readonly squared: readonly Float32Array[];
}

/** Rows: so many stay in a processor's cache. A multiple of 4, as the kernel has it. */
const ROWS = 32;
const PAGE = 65536;

interface Kernel {
  readonly memory: WebAssembly.Memory;
  distances(
    points: number,
    rows: number,
    others: number,
    otherRows: number,
    bytes: number,
    out: number,
    stride: number,
  ): void;
}

let compiled: WebAssembly.Module | undefined;

/** With a memory of its own, [points | out | others], which goes with it. */
function kernelWith(bytes: number): Kernel {
  compiled ??= new WebAssembly.Module(Buffer.from(distanceKernelBytes, 'base64'));
  // The exports are those of the .wat file.
  const kernel = new WebAssembly.Instance(compiled).exports as unknown as Kernel;
  kernel.memory.grow(Math.ceil(bytes / PAGE));
  return kernel;
}

/**
 * All distances, in 32 bits, exactly 0 between equals and the same in both directions.
 * @throws RangeError when the two are of different dimensions
 */
export function* distanceBands(points: PointSet, others: PointSet): Generator<DistanceBand, void> {
  requireSameSpace(points, others);
  if (points.count === 0 || others.count === 0) return;
  const width = Math.max(4, roundUp(points.dimensions, 4));
  const columns = roundUp(others.count, 2);
  const out = ROWS * width * 4;
  const start = out + roundUp(ROWS * columns * 4, 16);
  const kernel = kernelWith(start + columns * width * 4);
  const memory = new Float32Array(kernel.memory.buffer);
  copyRows(others, { from: 0, rows: others.count }, memory.subarray(start / 4), width);
  for (let from = 0; from < points.count; from += ROWS) {
    const rows = Math.min(ROWS, points.count - from);
    copyRows(points, { from, rows }, memory, width);
    kernel.distances(0, roundUp(rows, 4), start, columns, width * 4, out, columns * 4);
    yield { from, rows, squared: rowsAt(memory, out / 4, { rows, columns, count: others.count }) };
  }
}

function rowsAt(
  memory: Float32Array,
  start: number,
  { rows, columns, count }: { readonly rows: number; readonly columns: number; readonly count: number },
): Float32Array[] {
  return Array.from({ length: rows }, (_, row) =>
    memory.subarray(start + row * columns, start + row * columns + count),
  );
}

/** What pads a row stays zero; rows beyond the last are computed with, and not looked at. */
function copyRows(
  { dimensions, values }: PointSet,
  { from, rows }: Pick<DistanceBand, 'from' | 'rows'>,
  into: Float32Array,
  width: number,
): void {
  for (let row = 0; row < rows; row++) {
    const at = (from + row) * dimensions;
    into.set(values.subarray(at, at + dimensions), row * width);
  }
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
