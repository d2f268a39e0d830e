/** @file Events of a file of decisions, kept in the cache so that a long one is read as text once. */
import { digestOf } from '../../../files/digest.ts';
import { decodeColumns, encodeColumns } from '../../../store/column-file.ts';
import type { StoreFiles, StorePath } from '../../../store/store-files.ts';
import { DigestTable } from '../columns/digest-table.ts';
import { TextPool } from '../columns/text-pool.ts';
import { EventColumns, eventColumns } from './event-columns.ts';

/** Raised when an event is kept otherwise, or read otherwise from its line. */
const kind = 'decisions 1';

const idLength = 26;

/** The beginning of a file of decisions. */
export interface Prefix {
  /** Bytes; all of them whole lines. */
  readonly length: number;
  /** Hex SHA-256 of them. */
  readonly digest: string;
  /** Of the file when they were read: where it is the same, they were not changed since. */
  readonly stamp: string;
}

export interface KeptEvents {
  readonly prefix: Prefix;
  readonly events: EventColumns;
}

/** @param file relative to the workspace */
export function eventFile(file: string): StorePath {
  return `cache/decisions/${digestOf(file)}.vlpc`;
}

/** Undefined when there is none, or it is damaged. What it says of the log is to be compared with the log. */
export async function readKeptEvents(files: StoreFiles, path: StorePath): Promise<KeptEvents | undefined> {
  const bytes = files.readNow(path);
  return bytes && decodeEvents(bytes);
}

export function encodeEvents({ prefix, events }: KeptEvents): Buffer {
  const { bytes, ends } = events.pool.pack();
  const numbers = Object.fromEntries(eventColumns.map((name) => [name, events[name].values]));
  const ids = Buffer.from(events.ids.join(''), 'latin1');
  return encodeColumns(kind, prefix, { ids, ...numbers, digests: events.digests.bytes, texts: bytes, ends });
}

/** Undefined when it is damaged, of another version, or says what cannot be. */
function decodeEvents(bytes: Buffer): KeptEvents | undefined {
  const kept = decodeColumns(kind, bytes);
  if (kept === undefined || !isPrefix(kept.meta)) return undefined;
  const { ids, digests, texts, ends, ...numbers } = Object.fromEntries(kept.columns);
  if (!(ids instanceof Uint8Array && digests instanceof Uint8Array)) return undefined;
  if (!(texts instanceof Uint8Array && ends instanceof Uint32Array)) return undefined;
  const [table, pool] = [DigestTable.of(digests), TextPool.of({ bytes: texts, ends })];
  if (pool === undefined) return undefined;
  const events = new EventColumns(table, pool);
  const isWhole = eventColumns.every((name) => isColumn(numbers[name], ids.length / idLength));
  if (!isWhole) return undefined;
  const columns = numbers as unknown as Readonly<Record<(typeof eventColumns)[number], Int32Array>>; // Just looked at.
  return fill(events, ids, columns) ? { prefix: kept.meta, events } : undefined;
}

function fill(
  events: EventColumns,
  ids: Uint8Array,
  { by, image, pixels, batch, said }: Readonly<Record<(typeof eventColumns)[number], Int32Array>>,
): boolean {
  const text = Buffer.from(ids.buffer, ids.byteOffset, ids.byteLength).toString('latin1');
  const [digests, texts] = [events.digests.count, events.pool.size];
  for (let i = 0; i < by.length; i++) {
    const event = { by: by[i]!, image: image[i]!, pixels: pixels[i]!, batch: batch[i]!, said: said[i]! };
    const isRight = isBelow(event.by, texts) && isBelow(event.batch, texts) && isBelow(event.said, texts);
    if (!isRight || !isBelow(event.image + 1, digests + 1) || !isBelow(event.pixels + 1, digests + 1)) return false;
    events.push({ id: text.slice(i * idLength, (i + 1) * idLength), ...event });
  }
  return true;
}

function isBelow(value: number, limit: number): boolean {
  return value >= 0 && value < limit;
}

function isColumn(column: unknown, length: number): boolean {
  return column instanceof Int32Array && column.length === length;
}

function isPrefix(meta: unknown): meta is Prefix {
  if (typeof meta !== 'object' || meta === null) return false;
  const { length, digest, stamp } = meta as Partial<Prefix>; // Each member is looked at.
  return Number.isSafeInteger(length) && typeof digest === 'string' && typeof stamp === 'string';
}
