/** @file Parquet as Hugging Face writes it: a struct of bytes and path for each image, names of classes in the footer. */
import { open } from 'node:fs/promises';
import path from 'node:path';
import {
  type AsyncBuffer,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
  type SchemaTree,
} from 'hyparquet';
import { Failure } from '../../../protocol/failure.ts';
import { damagedData } from './damaged-data.ts';
import { tablesOf } from './dataset-tables.ts';
import { foldersIn } from './found-files.ts';
import type { ImportedSample } from './imported-sample.ts';
import { hasSoundPages } from './parquet-pages.ts';
import { cellOfValue, columnsWithout, type Row, textIn } from './row-cells.ts';

/** Rows that are in memory at a time. */
const BATCH = 100;

/** @param root absolute; files in it or in its folder `data`, or one file */
export async function* readParquet(root: string): AsyncIterable<ImportedSample> {
  const hasData = !root.endsWith('.parquet') && (await foldersIn(root)).includes('data');
  for (const file of await tablesOf(hasData ? path.join(root, 'data') : root, /\.parquet$/, root))
    yield* samplesOf(file);
}

async function* samplesOf(file: string): AsyncIterable<ImportedSample> {
  const split = /^(.+?)(-\d+-of-\d+)?\.parquet$/.exec(path.basename(file))?.[1] ?? null;
  for await (const row of rowsOf(file, (metadata) => ({ names: classNames(metadata) }))) {
    yield sampleOf(file, row.values, row.names, split);
  }
}

type Values = Readonly<Record<string, unknown>>;

/** Of flat columns alone, as the library reads them. @throws Failure `data-corrupt`, `file-unreadable` */
export async function* parquetRows(file: string): AsyncIterable<Values> {
  for await (const { values } of rowsOf(file, () => ({}))) yield values;
}

/** @param known of the whole file, told with each row */
async function* rowsOf<Known>(
  file: string,
  known: (metadata: FileMetaData) => Known,
): AsyncIterable<Known & { readonly values: Values }> {
  const handle = await open(file).catch((cause: unknown) => {
    throw new Failure('file-unreadable', `${file} cannot be read; check that it is a readable file.`, { cause });
  });
  try {
    const buffer = await bufferOf(handle);
    const metadata = await read(file, parquetMetadataAsync(buffer));
    requirePossible(file, metadata, buffer.byteLength);
    if (!(await read(file, hasSoundPages(buffer, metadata)))) throw damagedData(file, 'has pages that are damaged');
    const columns = flatColumns(file, metadata);
    const told = known(metadata);
    const rows = Number(metadata.num_rows);
    for (let start = 0; start < rows; start += BATCH) {
      const rowEnd = Math.min(start + BATCH, rows);
      const options = { file: buffer, metadata, columns, rowStart: start, rowEnd, utf8: false, useOffsetIndex: true };
      for (const values of await read(file, parquetReadObjects(options))) yield { ...told, values };
    }
  } finally {
    await handle.close();
  }
}

/** What the library says of a file that it cannot read is for its own developers. */
async function read<Value>(file: string, work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (cause) {
    throw damagedData(file, 'is no Parquet, is damaged, or is compressed in a way that is not read', cause);
  }
}

/** Names of columns without lists, which no cell has room for; the library looks for the end of damaged ones for ever. */
function flatColumns(file: string, metadata: FileMetaData): string[] {
  try {
    return parquetSchema(metadata)
      .children.filter(isFlat)
      .map(({ element }) => element.name);
  } catch (cause) {
    throw damagedData(file, 'has a schema that is damaged', cause);
  }
}

function isFlat({ element, children }: SchemaTree): boolean {
  const isSound = (element.type === undefined) === children.length > 0;
  return isSound && ['REQUIRED', 'OPTIONAL'].includes(element.repetition_type ?? '') && children.every(isFlat);
}

/** A number of rows or of values that the file has no room for would be looked for without end. */
function requirePossible(file: string, { num_rows: rows, row_groups: groups }: FileMetaData, bytes: number): void {
  const inGroups = groups.reduce((sum, group) => sum + group.num_rows, 0n);
  const values = groups.flatMap(({ columns }) => columns.map(({ meta_data: data }) => data?.num_values ?? 0n));
  // Eight values in a byte, or many equal ones in a few: a struct of an image takes more.
  const most = BigInt(bytes) * 8n;
  if (rows === inGroups && rows <= most && values.every((count) => count >= 0n && count <= most)) return;
  throw damagedData(file, 'names numbers of rows that it cannot have');
}

async function bufferOf(handle: Awaited<ReturnType<typeof open>>): Promise<AsyncBuffer> {
  const { size } = await handle.stat();
  return {
    byteLength: size,
    async slice(start, end = size) {
      const buffer = new ArrayBuffer(Math.max(0, end - start));
      const { bytesRead } = await handle.read(new Uint8Array(buffer), 0, buffer.byteLength, start);
      return bytesRead === buffer.byteLength ? buffer : buffer.slice(0, bytesRead);
    },
  };
}

/** Of the column `label`; none where the file does not say. */
function classNames({ key_value_metadata: entries }: FileMetaData): readonly unknown[] {
  const text = entries?.find(({ key }) => key === 'huggingface')?.value;
  try {
    const names: unknown = JSON.parse(text ?? '{}')?.info?.features?.label?.names;
    return Array.isArray(names) ? names : [];
  } catch {
    return [];
  }
}

function sampleOf(file: string, values: Values, names: readonly unknown[], split: string | null): ImportedSample {
  const { image, ...others } = values;
  const bytes = imageBytes(image);
  if (bytes === undefined) throw damagedData(file, 'has a row without the bytes of an image in `image`');
  const row: Row = new Map(Object.entries(others).map(([name, value]) => [name, cellOfValue(value)]));
  const label = row.get('label');
  const named = typeof label === 'number' ? names[label] : undefined;
  return {
    image: { kind: 'bytes', bytes, name: file },
    label: typeof named === 'string' ? named : textIn(row, 'label'),
    split,
    columns: columnsWithout(row, ['label']),
  };
}

/** Of a cell, or of a struct of it as Hugging Face has them. */
export function imageBytes(image: unknown): Uint8Array | undefined {
  if (image instanceof Uint8Array) return image;
  const isStruct = typeof image === 'object' && image !== null && 'bytes' in image;
  return isStruct && image.bytes instanceof Uint8Array ? image.bytes : undefined;
}
