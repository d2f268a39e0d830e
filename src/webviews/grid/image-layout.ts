/**
 * @file Where images lie: a cell shows its images in lines of `across`, and the keyboard moves through lines, over the
 * borders of cells, as the eye does.
 */
import type { GridSnapshot } from '../../protocol/webviews/grid.ts';
import type { GridPosition } from '../shared/arrow-moves.ts';

/** Which image: an index into the snapshot's cells, and one into the cell's images. */
export interface ImagePlace {
  readonly cell: number;
  readonly image: number;
}

/** The lines of images from top to bottom, each from left to right. */
export function imageLines({ rows, columns, cells }: GridSnapshot, across: number): readonly (readonly ImagePlace[])[] {
  return rows.flatMap((_, row) => {
    const indices = columns.map((_, column) => row * columns.length + column);
    const count = Math.max(0, ...indices.map((index) => cells[index]?.images.length ?? 0));
    return Array.from({ length: Math.ceil(count / across) }, (_, line) =>
      indices.flatMap((cell) => placesOf(cell, cells[cell]?.images.length ?? 0, line * across, across)),
    ).filter((line) => line.length > 0);
  });
}

function placesOf(cell: number, count: number, start: number, across: number): readonly ImagePlace[] {
  const length = Math.max(0, Math.min(across, count - start));
  return Array.from({ length }, (_, offset) => ({ cell, image: start + offset }));
}

/** Where a place stands among the lines; the very first when it is not there any more. */
export function positionOf(place: ImagePlace | undefined, lines: readonly (readonly ImagePlace[])[]): GridPosition {
  for (const [row, line] of lines.entries()) {
    const column = line.findIndex(({ cell, image }) => cell === place?.cell && image === place.image);
    if (column >= 0) return { row, column };
  }
  return { row: 0, column: 0 };
}

export interface Room {
  /** Pixels there are for all columns. */
  readonly width: number;
  readonly columns: number;
  /** Images in a cell. */
  readonly images: number;
  /** Pixels of an image with its gap. */
  readonly size: number;
  /** Pixels that a column needs around its images. */
  readonly padding: number;
}

/**
 * How many images of a cell stand side by side: as many as there is room for, in lines of equal length where possible,
 * so that four images are 4, 2 × 2 or 1 × 4, but not 3 + 1.
 */
export function imagesAcross({ width, columns, images, size, padding }: Room): number {
  const room = Math.floor((width / Math.max(1, columns) - padding) / size);
  const most = Math.max(1, Math.min(images, room));
  const lines = Math.ceil(images / most);
  return Math.max(1, Math.ceil(images / Math.max(1, lines)));
}
