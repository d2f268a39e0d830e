/** @file Which rows or columns of a long matrix are in view. */

export interface IndexRange {
  readonly from: number;
  /** Behind the last. */
  readonly to: number;
}

/** More than is in view, so that a quick scroll shows no gap. */
const spare = 6;
/** Cells come and go by so many: less often than with every pixel. */
const step = 4;

/**
 * @param start pixels scrolled, from the first cell
 * @param extent pixels in view
 * @param size pixels of a cell
 */
export function visibleRange(start: number, extent: number, size: number, count: number): IndexRange {
  const from = Math.floor((start / size - spare) / step) * step;
  const to = Math.ceil(((start + extent) / size + spare) / step) * step;
  return { from: Math.min(Math.max(0, from), count), to: Math.min(count, to) };
}

/** Every index in a range, and one beside it that must stay, such as the one with the focus. */
export function indicesOf({ from, to }: IndexRange, kept: number, count: number): readonly number[] {
  const indices = Array.from({ length: to - from }, (_, index) => from + index);
  const isBeside = kept < count && (kept < from || kept >= to);
  return isBeside ? [...indices, kept] : indices;
}

/** Sizes of cells to choose from, in pixels. */
const cellSizes = [8, 11, 14, 18, 24, 32, 44] as const;

/** The largest size at which so many cells fit, but not so small that nothing can be hit. */
export function fittingSize(count: number, room: number): number {
  return cellSizes.findLast((size) => size * count <= room) ?? 14;
}

/** The next larger or smaller size. @param direction 1 or −1 */
export function zoomed(size: number, direction: 1 | -1): number {
  const at = cellSizes.findIndex((one) => one >= size);
  return cellSizes[at + direction] ?? size;
}
