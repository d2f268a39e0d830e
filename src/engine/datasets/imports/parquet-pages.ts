/**
 * @file A look at the headers of all pages before the library reads them: it believes their sizes, and a size below
 * zero sends it back to where it came from, for ever. https://parquet.apache.org/docs/file-format/data-pages/
 */
import type { AsyncBuffer, ColumnMetaData, FileMetaData } from 'hyparquet';
import { deserializeTCompactProtocol } from 'hyparquet/src/thrift.js';

/** Bytes of a page, unpacked. */
const LARGEST = 512 << 20;

/** A header with bounds of long texts is no larger. */
const LONGEST_HEADER = 64 << 10;

/** Whether there are pages from beginning to end of every column, with as many values as it says. @throws what a reader throws */
export async function hasSoundPages(file: AsyncBuffer, { row_groups: groups }: FileMetaData): Promise<boolean> {
  for (const { columns } of groups) {
    for (const { meta_data: column } of columns) {
      if (column === undefined || !(await isSound(file, column))) return false;
    }
  }
  return true;
}

async function isSound(file: AsyncBuffer, column: ColumnMetaData): Promise<boolean> {
  let at = Number(column.dictionary_page_offset ?? column.data_page_offset);
  const end = at + Number(column.total_compressed_size);
  if (!(at >= 4 && at <= end && end <= file.byteLength)) return false;
  let values = 0;
  while (at < end) {
    const header = await headerAt(file, at, end);
    const isPossible = header.packed >= 0 && header.size >= 0 && header.size <= LARGEST && header.values >= 0;
    if (!isPossible) return false;
    at += header.length + header.packed;
    if (!header.isDictionary) values += header.values;
  }
  return at === end && values === Number(column.num_values);
}

interface PageHeader {
  readonly length: number;
  readonly size: number;
  readonly packed: number;
  readonly values: number;
  readonly isDictionary: boolean;
}

/** Fields by their numbers in parquet.thrift: PageHeader, and what it holds of each kind of page. */
async function headerAt(file: AsyncBuffer, at: number, end: number): Promise<PageHeader> {
  const view = new DataView(await file.slice(at, Math.min(end, at + LONGEST_HEADER)));
  const reader = { view, offset: 0 };
  const header = deserializeTCompactProtocol(reader);
  const dictionary = numberIn(header.field_7, 'field_1');
  const values = dictionary ?? numberIn(header.field_5, 'field_1') ?? numberIn(header.field_8, 'field_1');
  return {
    length: reader.offset,
    size: numberOf(header.field_2),
    packed: numberOf(header.field_3),
    values: values ?? -1,
    isDictionary: dictionary !== undefined,
  };
}

function numberIn(struct: unknown, field: string): number | undefined {
  if (typeof struct !== 'object' || struct === null || !(field in struct)) return undefined;
  return numberOf((struct as Readonly<Record<string, unknown>>)[field]);
}

/** Below zero for what is none. */
function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : -1;
}
