/** @file Where the images of a list lie on a wall, and which are in view: by arithmetic alone, however many there are. */

export interface Wall {
  readonly count: number;
  /** Pixels of a tile's side. */
  readonly size: number;
  readonly across: number;
  readonly rows: number;
  /** Pixels of all of it. */
  readonly height: number;
}

export const gap = 6;
export const padding = 10;

/** @param width pixels there are */
export function wallOf(count: number, size: number, width: number): Wall {
  const across = Math.max(1, Math.floor((width - 2 * padding + gap) / (size + gap)));
  const rows = Math.ceil(count / across);
  return { count, size, across, rows, height: rows === 0 ? 0 : 2 * padding + rows * (size + gap) - gap };
}

/** Rows beyond the edges, so that what comes next is there before it is seen. */
const spare = 2;

/** Rows that are in view, from the first to before the last. */
export function rowsInView(
  { size, rows }: Wall,
  top: number,
  height: number,
): { readonly from: number; readonly to: number } {
  const pitch = size + gap;
  const from = Math.floor((top - padding) / pitch) - spare;
  const to = Math.ceil((top + height - padding) / pitch) + spare;
  return { from: Math.max(0, Math.min(from, rows)), to: Math.max(0, Math.min(to, rows)) };
}

export function positionOf({ size, across }: Wall, place: number): { readonly left: number; readonly top: number } {
  const pitch = size + gap;
  return { left: padding + (place % across) * pitch, top: padding + Math.floor(place / across) * pitch };
}

/** The least scrolling that brings an image into view whole. */
export function scrolledTo(wall: Wall, place: number, top: number, height: number): number {
  const y = positionOf(wall, place).top;
  if (y - padding < top) return y - padding;
  return Math.max(top, y + wall.size + padding - height);
}

/** Browsers lay nothing out that is higher: larger tiles wait until the list is shorter. */
const highest = 30_000_000;

/** Of the sizes to choose from, those at which the whole list can be laid out; never none. */
export function possibleSizes(sizes: readonly number[], count: number, width: number): readonly number[] {
  const possible = sizes.filter((size) => wallOf(count, size, width).height <= highest);
  return possible.length === 0 ? sizes.slice(0, 1) : possible;
}

export type WallMove = 'next' | 'previous' | 'down' | 'up' | 'page-down' | 'page-up' | 'first' | 'last';

/** Where a move leads: never out, and the same where it leads no further. @param page rows that a page is long */
export function movedTo({ count, across }: Wall, from: number, move: WallMove, page: number): number {
  const to = steps[move]({ from, across, count, page: Math.max(1, page) });
  if (move === 'first' || move === 'last' || move === 'next' || move === 'previous') return clamp(to, count);
  // The last row may be shorter; above the first there is nothing.
  if (to < 0) return move === 'up' ? from : from % across;
  if (to < count) return to;
  const isLastRow = Math.floor(from / across) === Math.floor((count - 1) / across);
  return isLastRow ? from : count - 1;
}

interface Step {
  readonly from: number;
  readonly across: number;
  readonly count: number;
  readonly page: number;
}

const steps: { readonly [M in WallMove]: (step: Step) => number } = {
  next: ({ from }) => from + 1,
  previous: ({ from }) => from - 1,
  down: ({ from, across }) => from + across,
  up: ({ from, across }) => from - across,
  'page-down': ({ from, across, page }) => from + page * across,
  'page-up': ({ from, across, page }) => from - page * across,
  first: () => 0,
  last: ({ count }) => count - 1,
};

function clamp(place: number, count: number): number {
  return Math.max(0, Math.min(place, count - 1));
}
