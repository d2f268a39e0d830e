/** @file A table with a row for each image and a column that says its class. */
import path from 'node:path';
import { csvRows } from '../imports/csv-rows.ts';
import { damagedData } from '../imports/damaged-data.ts';
import { fileAt } from '../imports/found-files.ts';
import type { ImportedSample } from '../imports/imported-sample.ts';
import { jsonRows } from '../imports/json-rows.ts';
import { imageBytes, parquetRows } from '../imports/parquet.ts';
import { columnsWithout, type Row, rowOfObject, textIn } from '../imports/row-cells.ts';
import { fileColumns } from '../imports/table-samples.ts';

interface ReadRow {
  readonly row: Row;
  /** Where the table holds the image itself. */
  readonly bytes?: Uint8Array;
}

const readers: { readonly [ending: string]: (file: string) => AsyncIterable<ReadRow> } = {
  '.csv': (file) => rowsAlone(csvRows(file)),
  '.jsonl': (file) => rowsAlone(jsonRows(file)),
  '.ndjson': (file) => rowsAlone(jsonRows(file)),
  '.parquet': parquetReadRows,
};

/**
 * Files are named from the table's own folder.
 * @param root absolute; no file outside of it is read
 * @param file absolute
 * @throws Failure `data-corrupt`, `data-missing`, `file-unreadable`, `path-outside-workspace`
 */
export async function* labelledRows({
  root,
  file,
  column,
}: {
  readonly root: string;
  readonly file: string;
  readonly column: string;
}): AsyncIterable<ImportedSample> {
  const reader = readers[path.extname(file).toLowerCase()];
  if (reader === undefined) throw damagedData(file, 'is no table that is read: it ends in .csv, .jsonl or .parquet');
  for await (const { row, bytes } of reader(file)) {
    if (!row.has(column)) throw damagedData(file, `has a row without \`${column}\`, which says the class`);
    yield {
      image: bytes ? { kind: 'bytes', bytes, name: file } : { kind: 'file', file: await namedFile(root, file, row) },
      label: textIn(row, column),
      split: textIn(row, 'split'),
      columns: columnsWithout(row, [column, 'split']),
    };
  }
}

async function namedFile(root: string, table: string, row: Row): Promise<string> {
  const column = fileColumns.find((name) => row.has(name));
  const named = column === undefined ? null : textIn(row, column);
  if (named === null) throw damagedData(table, `has a row without \`${fileColumns[0]}\`, which names the image`);
  return fileAt(root, named, path.dirname(table));
}

async function* rowsAlone(rows: AsyncIterable<Row>): AsyncIterable<ReadRow> {
  for await (const row of rows) yield { row };
}

async function* parquetReadRows(file: string): AsyncIterable<ReadRow> {
  for await (const values of parquetRows(file)) {
    const bytes = imageBytes(values.image);
    const { image, ...others } = values;
    yield bytes
      ? { row: rowOfObject(others), bytes }
      : { row: rowOfObject({ ...others, ...(image !== undefined && { image }) }) };
  }
}
