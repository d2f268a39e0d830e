/** @file Images in rows and columns of cells, and where each tile of them lies. */

export interface Head {
  /** Empty when there is nothing to say. */
  readonly label: string;
  /** Index of the class it is about, when it is about one. */
  readonly classRow?: number;
}

export interface Board {
  readonly rows: readonly Head[];
  readonly columns: readonly Head[];
  /** Indices of images, row by row: cell (r, c) is the one at `r * columns.length + c`. */
  readonly cells: readonly (readonly number[])[];
  /** Cells that the recipe leaves out. */
  readonly leftOut: ReadonlySet<number>;
  /** One image a cell, next to each other without heads. */
  readonly isWall?: true;
}

/** Images in a row, one after the other, without heads. */
export function wall(images: readonly number[], across: number): Board {
  const width = Math.max(1, Math.min(across, images.length));
  return {
    rows: Array.from({ length: Math.ceil(images.length / width) }, () => ({ label: '' })),
    columns: Array.from({ length: width }, () => ({ label: '' })),
    cells: images.map((image) => [image]),
    leftOut: new Set(),
    isWall: true,
  };
}
