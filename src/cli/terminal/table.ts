/** @file Plain tables: columns that align for any script. */
import { columnsOf, padEnd, padStart } from './columns.ts';
import type { Style } from './style.ts';

export interface TableColumn {
  readonly title: string;
  readonly align: 'start' | 'end';
}

/** Lines of a table; cells may carry colours. Empty columns are left out. */
export function tableLines(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  style: Style,
): readonly string[] {
  const used = columns
    .map((column, index) => ({ column, index }))
    .filter(({ index }) => rows.some((row) => row[index]));
  const widths = used.map(({ column, index }) =>
    Math.max(columnsOf(column.title), ...rows.map((row) => columnsOf(row[index] ?? ''))),
  );
  const line = (cells: readonly string[]) =>
    `  ${cells.map((cell, at) => (used[at]?.column.align === 'end' ? padStart : padEnd)(cell, widths[at] ?? 0)).join('  ')}`.trimEnd();
  const head = line(used.map(({ column }) => column.title));
  return [style.dim(head), ...rows.map((row) => line(used.map(({ index }) => row[index] ?? '')))];
}
