/**
 * @file A large picture through a network in overlapping pieces, for what is too large to go through at once. Where
 * pieces overlap the result passes from one to the other along a straight line, so that no seam shows.
 */
import type { Region, Size } from '../images/region.ts';

/** Numbers of a picture, [channels, height, width]. */
export interface Planes extends Size {
  readonly data: Float32Array;
  readonly channels: number;
}

/** Where the tiles of one axis begin, in latents. */
export interface TileAxis {
  /** Of the whole. */
  readonly size: number;
  /** Of each tile. */
  readonly side: number;
  readonly starts: readonly number[];
}

export interface TileGrid {
  readonly rows: TileAxis;
  readonly columns: TileAxis;
}

/** How much of a tile its neighbour covers too, at least. */
const OVERLAP = 1 / 4;

/** @param tile its sides, or the whole's where that is smaller */
export function tileGrid(size: Size, tile: Size): TileGrid {
  return { rows: tileAxis(size.height, tile.height), columns: tileAxis(size.width, tile.width) };
}

/** As few as there can be, spread evenly; all of one size, as a graph may fix it. */
function tileAxis(size: number, longest: number): TileAxis {
  const side = Math.min(size, longest);
  const count = Math.max(1, Math.ceil((size - overlapOf(side)) / (side - overlapOf(side))));
  const starts = Array.from({ length: count }, (_, i) => Math.round((i * (size - side)) / Math.max(1, count - 1)));
  return { size, side, starts: side === size ? [0] : starts };
}

function overlapOf(side: number): number {
  return Math.floor(side * OVERLAP);
}

/** Numbers of the result for each latent of a side, and of what goes in. */
export interface TileScale {
  readonly from: number;
  readonly to: number;
}

/**
 * `run` over each tile of `whole`, put together again.
 * @param scale pixels are several to a latent
 */
export async function mapTiles(
  grid: TileGrid,
  whole: Planes,
  scale: TileScale,
  run: (tile: Planes) => Promise<Planes>,
): Promise<Planes> {
  const rows = weightsOf(grid.rows, scale.to);
  const columns = weightsOf(grid.columns, scale.to);
  let result: Planes | undefined;
  for (const [i, top] of grid.rows.starts.entries()) {
    for (const [j, left] of grid.columns.starts.entries()) {
      const region = { left, top, width: grid.columns.side, height: grid.rows.side };
      const tile = await run(cutPlanes(whole, scaled(region, scale.from)));
      result ??= blankPlanes(tile.channels, grid, scale.to);
      addTile(result, tile, scaled(region, scale.to), { rows: rows[i]!, columns: columns[j]! });
    }
  }
  return result!;
}

function scaled(region: Region, by: number): Region {
  return { left: region.left * by, top: region.top * by, width: region.width * by, height: region.height * by };
}

function blankPlanes(channels: number, { rows, columns }: TileGrid, scale: number): Planes {
  const [height, width] = [rows.size * scale, columns.size * scale];
  return { data: new Float32Array(channels * height * width), channels, height, width };
}

/** For each tile how much each of its numbers counts; those of all tiles at one place sum to 1. */
function weightsOf({ size, side, starts }: TileAxis, scale: number): Float32Array[] {
  const [length, ramp] = [side * scale, Math.max(1, overlapOf(side) * scale)];
  const slope = Float32Array.from({ length }, (_, i) => Math.min(1, (i + 0.5) / ramp, (length - i - 0.5) / ramp));
  const sums = new Float32Array(size * scale);
  for (const start of starts) {
    for (const [i, weight] of slope.entries()) add(sums, start * scale + i, weight);
  }
  return starts.map((start) => slope.map((weight, i) => weight / sums[start * scale + i]!));
}

function add(sums: Float32Array, at: number, value: number): void {
  sums[at] = sums[at]! + value;
}

/** A part of it, copied. */
function cutPlanes(whole: Planes, { left, top, width, height }: Region): Planes {
  const data = new Float32Array(whole.channels * height * width);
  for (let channel = 0; channel < whole.channels; channel++) {
    for (let y = 0; y < height; y++) {
      const start = (channel * whole.height + top + y) * whole.width + left;
      data.set(whole.data.subarray(start, start + width), (channel * height + y) * width);
    }
  }
  return { data, channels: whole.channels, width, height };
}

interface TileWeights {
  readonly rows: Float32Array;
  readonly columns: Float32Array;
}

function addTile(whole: Planes, tile: Planes, { left, top, width, height }: Region, weights: TileWeights): void {
  for (let channel = 0; channel < whole.channels; channel++) {
    for (let y = 0; y < height; y++) {
      const to = (channel * whole.height + top + y) * whole.width + left;
      const from = (channel * height + y) * width;
      const weight = weights.rows[y]!;
      for (let x = 0; x < width; x++) add(whole.data, to + x, weight * weights.columns[x]! * tile.data[from + x]!);
    }
  }
}
