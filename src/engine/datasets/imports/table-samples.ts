/** @file Rows that name an image file each. */
import { damagedData } from './damaged-data.ts';
import { fileAt } from './found-files.ts';
import type { ImportedSample } from './imported-sample.ts';
import { columnsWithout, type Row, textIn } from './row-cells.ts';

export interface TableOptions {
  /** Columns that may name the file; the first one there is. */
  readonly fileColumns: readonly string[];
  /** What files are relative to, absolute; the root where it is missing. */
  readonly base?: string;
  /** Where rows do not say it. */
  readonly split?: string;
}

/**
 * @param root absolute, the dataset's folder
 * @param table for messages
 * @throws Failure `data-corrupt`, `data-missing`, `path-outside-workspace`
 */
export async function* tableSamples(
  root: string,
  table: string,
  rows: AsyncIterable<Row>,
  { fileColumns, base, split }: TableOptions,
): AsyncIterable<ImportedSample> {
  for await (const row of rows) {
    const column = fileColumns.find((name) => row.has(name));
    const named = column === undefined ? null : textIn(row, column);
    if (column === undefined || named === null) throw damagedData(table, `has a row without \`${fileColumns[0]}\``);
    yield {
      image: { kind: 'file', file: await fileAt(root, named, base) },
      label: textIn(row, 'label'),
      split: split ?? textIn(row, 'split'),
      columns: columnsWithout(row, [column, 'label', ...(split === undefined ? ['split'] : [])]),
    };
  }
}

/** As tables of other tools call it. */
export const fileColumns: readonly string[] = ['file', 'file_name', 'filename', 'path', 'image'];
