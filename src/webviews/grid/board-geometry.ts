/**
 * @file Where things lie on the canvas of a board, in pixels, and which of them are in view. All rows are of one height
 * and all columns of one width, so that what is in view is found without looking at the rest.
 */
import type { Board } from './board.ts';

export interface Geometry {
  readonly board: Board;
  /** Of a tile. */
  readonly size: number;
  /** Of a tile with what stands below it. */
  readonly tileHeight: number;
  /** Tiles of a cell side by side. */
  readonly across: number;
  readonly rowHeight: number;
  readonly columnWidth: number;
  /** Of the heads that stay in place; 0 when there are none. */
  readonly headWidth: number;
  readonly headHeight: number;
  readonly width: number;
  readonly height: number;
}

export const gap = 4;
export const padding = 6;
const leastColumn = 64;
const leastRow = 30;
const headHeight = 30;

export interface Room {
  /** Pixels there are for heads and columns. */
  readonly width: number;
  /** Pixels of a tile. */
  readonly size: number;
  /** Pixels of what stands below a tile. */
  readonly labels: number;
}

export function geometryOf(board: Board, { width, size, labels }: Room): Geometry {
  const { rows, columns, cells } = board;
  const headWidth = headWidthOf(rows.map(({ label }) => label));
  const images = cells.reduce((most, cell) => Math.max(most, cell.length), 1);
  const pitch = size + gap;
  const across = imagesAcross({
    width: width - headWidth,
    columns: columns.length,
    images,
    size: pitch,
    padding: 2 * padding,
  });
  const tileHeight = size + labels;
  const lines = Math.ceil(images / across);
  const columnWidth = board.isWall ? pitch : Math.max(leastColumn, across * pitch - gap + 2 * padding);
  const rowHeight = Math.max(leastRow, lines * (tileHeight + gap) - gap + 2 * padding);
  const top = columns.some(({ label }) => label !== '') ? headHeight : 0;
  return {
    board,
    size,
    tileHeight,
    across,
    rowHeight,
    columnWidth,
    headWidth,
    headHeight: top,
    width: headWidth + columns.length * columnWidth,
    height: top + rows.length * rowHeight,
  };
}

/** Pixels of the row heads: as much as the longest label needs, within limits. */
function headWidthOf(labels: readonly string[]): number {
  const longest = labels.reduce((most, { length }) => Math.max(most, length), 0);
  return longest === 0 ? 0 : Math.max(72, Math.min(180, Math.ceil(longest * 8.2) + 26));
}

/**
 * How many images of a cell stand side by side: as many as there is room for, in lines of equal length where possible,
 * so that four images are 4, 2 × 2 or 1 × 4, but not 3 + 1.
 * @param room `size`: pixels of an image with its gap; `padding`: what a column needs around its images
 */
export function imagesAcross(room: {
  readonly width: number;
  readonly columns: number;
  readonly images: number;
  readonly size: number;
  readonly padding: number;
}): number {
  const { width, columns, images, size, padding } = room;
  const most = Math.max(1, Math.min(images, Math.floor((width / Math.max(1, columns) - padding) / size)));
  const lines = Math.ceil(images / most);
  return Math.max(1, Math.ceil(images / Math.max(1, lines)));
}

export interface View {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** First and last index; the last is before the first when there is none. */
export type Span = readonly [first: number, last: number];

export interface TilesInView {
  readonly rows: Span;
  readonly columns: Span;
  /** Lines of tiles in a row, of the first and of the last row. */
  readonly firstLine: number;
  readonly lastLine: number;
}

/** Beyond the edges, so that what comes next is there before it is seen. */
const margin = 160;

export function tilesInView(geometry: Geometry, view: View): TilesInView {
  const { rowHeight, columnWidth, tileHeight, headWidth, headHeight, board } = geometry;
  const top = view.top - margin;
  const bottom = view.top + view.height - headHeight + margin;
  const rows = within(top, bottom, rowHeight, board.rows.length);
  const columns = within(
    view.left - margin,
    view.left + view.width - headWidth + margin,
    columnWidth,
    board.columns.length,
  );
  const line = (y: number) => Math.max(0, Math.floor((y - padding) / (tileHeight + gap)));
  return { rows, columns, firstLine: line(top - rows[0] * rowHeight), lastLine: line(bottom - rows[1] * rowHeight) };
}

function within(from: number, to: number, size: number, count: number): Span {
  const first = Math.max(0, Math.floor(from / size));
  return [Math.min(first, count), Math.min(count - 1, Math.floor(to / size))];
}

/** Of a tile within its row; `left` counts from the first column. */
export function tileAt({ across, size, tileHeight, columnWidth }: Geometry, column: number, index: number) {
  return {
    left: column * columnWidth + padding + (index % across) * (size + gap),
    top: padding + Math.floor(index / across) * (tileHeight + gap),
  };
}

/** The least that a view must move so that a tile is whole in it, beside the heads. */
export function scrolledTo(geometry: Geometry, view: View, row: number, column: number, index: number) {
  const { headWidth, headHeight, size, tileHeight, rowHeight } = geometry;
  const { left, top } = tileAt(geometry, column, index);
  const y = row * rowHeight + top;
  return {
    left: nearest(view.left, left, size, view.width - headWidth),
    top: nearest(view.top, y, tileHeight, view.height - headHeight),
  };
}

function nearest(at: number, start: number, size: number, room: number): number {
  if (start < at) return Math.max(0, start - padding);
  return Math.max(at, start + size + padding - room);
}
