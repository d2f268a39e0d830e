/**
 * @file The keyboard's way over a board: along lines of tiles, over the borders of cells, as the eye goes. Cells may be
 * empty; up and down keep as straight as they can.
 */
import type { Geometry } from './board-geometry.ts';

interface Stop {
  readonly image: number;
  /** In tiles from the left. */
  readonly x: number;
}

export interface Place {
  readonly line: number;
  readonly stop: number;
}

export interface Lines {
  /** From top to bottom; none is empty. */
  readonly stops: readonly (readonly Stop[])[];
  readonly places: ReadonlyMap<number, Place>;
}

export function linesOf({ board, across }: Geometry): Lines {
  const stops = board.rows.flatMap((_, row) => linesOfRow(board.cells, row, board.columns.length, across));
  const places = new Map<number, Place>();
  for (const [line, tiles] of stops.entries()) {
    for (const [stop, { image }] of tiles.entries()) places.set(image, { line, stop });
  }
  return { stops, places };
}

function linesOfRow(
  cells: readonly (readonly number[])[],
  row: number,
  columns: number,
  across: number,
): readonly (readonly Stop[])[] {
  const lines: Stop[][] = [];
  for (let column = 0; column < columns; column++) {
    for (const [index, image] of (cells[row * columns + column] ?? []).entries()) {
      const line = Math.floor(index / across);
      lines[line] = [...(lines[line] ?? []), { image, x: column * across + (index % across) }];
    }
  }
  return lines.filter((line) => line !== undefined);
}

type Move = (lines: Lines, at: Place, page: number) => number | undefined;

const moves: Readonly<Record<string, Move>> = {
  ArrowLeft: (lines, { line, stop }) => lines.stops[line]?.[stop - 1]?.image,
  ArrowRight: (lines, { line, stop }) => lines.stops[line]?.[stop + 1]?.image,
  ArrowUp: (lines, at) => nearestOf(lines, at, at.line - 1),
  ArrowDown: (lines, at) => nearestOf(lines, at, at.line + 1),
  PageUp: (lines, at, page) => nearestOf(lines, at, Math.max(0, at.line - page)),
  PageDown: (lines, at, page) => nearestOf(lines, at, Math.min(lines.stops.length - 1, at.line + page)),
  Home: (lines, { line }) => lines.stops[line]?.[0]?.image,
  End: (lines, { line }) => lines.stops[line]?.at(-1)?.image,
  'Control+Home': (lines) => lines.stops[0]?.[0]?.image,
  'Control+End': (lines) => lines.stops.at(-1)?.at(-1)?.image,
};

/** Whether a key moves at all. @param key as `keyName` writes it */
export function isMove(key: string): boolean {
  return Object.hasOwn(moves, key);
}

/**
 * The image that a key leads to: the same where it leads no further, the first when one is nowhere.
 * @param page lines that a page is long
 */
export function moved(lines: Lines, from: number | undefined, key: string, page: number): number | undefined {
  const at = from === undefined ? undefined : lines.places.get(from);
  if (!at) return lines.stops[0]?.[0]?.image;
  return moves[key]?.(lines, at, page) ?? from;
}

function nearestOf({ stops }: Lines, { line, stop }: Place, to: number): number | undefined {
  const x = stops[line]?.[stop]?.x ?? 0;
  return stops[to]?.reduce((best, each) => (Math.abs(each.x - x) < Math.abs(best.x - x) ? each : best)).image;
}

/** All images between two, in reading order, both included. */
export function between({ stops, places }: Lines, from: number, to: number): readonly number[] {
  const order = stops.flatMap((line) => line.map(({ image }) => image));
  const index = ({ line, stop }: Place) => stops.slice(0, line).reduce((sum, each) => sum + each.length, stop);
  const ends = [places.get(from), places.get(to)].map((place) => (place ? index(place) : 0)).sort((a, b) => a - b);
  return order.slice(ends[0], (ends[1] ?? 0) + 1);
}
