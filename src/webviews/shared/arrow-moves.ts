/** @file Moving through rows of cells with the keyboard: where each key leads. Rows may differ in length. */

export interface GridPosition {
  readonly row: number;
  readonly column: number;
}

type Move = (at: GridPosition, lengths: readonly number[]) => GridPosition;

const moves: Readonly<Record<string, Move>> = {
  ArrowLeft: ({ row, column }) => ({ row, column: column - 1 }),
  ArrowRight: ({ row, column }) => ({ row, column: column + 1 }),
  ArrowUp: ({ row, column }) => ({ row: row - 1, column }),
  ArrowDown: ({ row, column }) => ({ row: row + 1, column }),
  Home: ({ row }) => ({ row, column: 0 }),
  End: ({ row }, lengths) => ({ row, column: (lengths[row] ?? 1) - 1 }),
  PageUp: ({ row, column }) => ({ row: row - 5, column }),
  PageDown: ({ row, column }) => ({ row: row + 5, column }),
  'Control+Home': () => ({ row: 0, column: 0 }),
  'Control+End': (_, lengths) => ({ row: lengths.length - 1, column: (lengths.at(-1) ?? 1) - 1 }),
};

/** Undefined when the key does not move; never leads out. @param lengths of each row, in cells */
export function move(at: GridPosition, key: string, lengths: readonly number[]): GridPosition | undefined {
  const to = moves[key]?.(at, lengths);
  return to && clamp(to, lengths);
}

/** The nearest position that there is. */
export function clamp({ row, column }: GridPosition, lengths: readonly number[]): GridPosition {
  const within = between(row, lengths.length);
  return { row: within, column: between(column, lengths[within] ?? 0) };
}

/** The name of a key with the modifier that matters here. */
export function keyName({ key, ctrlKey }: { readonly key: string; readonly ctrlKey: boolean }): string {
  return ctrlKey ? `Control+${key}` : key;
}

function between(index: number, count: number): number {
  return Math.max(0, Math.min(index, count - 1));
}
