/**
 * @file The file format of kept columns. Little-endian, as every machine is that the runtime exists for: magic `VLPC`,
 * version, bytes of the header (32-bit unsigned each), four zeros; the header, JSON: what it is, what it was made for, and
 * the name, type and length of each column; the columns one after the other, header and columns each filled up to a
 * multiple of eight bytes; the SHA-256 of all before it.
 */
import { createHash } from 'node:crypto';

export type Column = Uint8Array | Uint32Array | Int32Array | Float64Array;

export interface KeptColumns {
  /** As it was written, and unchecked: a store may come from a stranger. */
  readonly meta: unknown;
  /** Where the file was read to, not copied. */
  readonly columns: ReadonlyMap<string, Column>;
}

const magic = 0x43504c56; // "VLPC"
const version = 1;
const startBytes = 16;
const sealBytes = 32;
const unit = 8;

const types = { u8: Uint8Array, u32: Uint32Array, i32: Int32Array, f64: Float64Array } as const;
type TypeName = keyof typeof types;

interface Header {
  readonly kind: string;
  readonly meta: unknown;
  readonly columns: readonly (readonly [name: string, type: TypeName, length: number])[];
}

/** @param kind of what it is; files of another kind are not read as this one */
export function encodeColumns(kind: string, meta: unknown, columns: Readonly<Record<string, Column>>): Buffer {
  const entries = Object.entries(columns);
  const described = entries.map(([name, column]) => [name, typeOf(column), column.length] as const);
  const header = Buffer.from(JSON.stringify({ kind, meta, columns: described } satisfies Header), 'utf8');
  const start = Buffer.alloc(startBytes);
  [magic, version, header.length].forEach((word, i) => void start.writeUInt32LE(word, 4 * i));
  const parts = [start, filled(header), ...entries.map(([, column]) => filled(bytesOf(column)))];
  return Buffer.concat([...parts, sealOf(parts)]);
}

/** Undefined when the bytes are damaged, cut short, or of another version or kind. */
export function decodeColumns(kind: string, bytes: Buffer): KeptColumns | undefined {
  const body = aligned(bytes.subarray(0, Math.max(0, bytes.length - sealBytes)));
  if (body.length < startBytes || !sealOf([body]).equals(bytes.subarray(body.length))) return undefined;
  if (body.readUInt32LE(0) !== magic || body.readUInt32LE(4) !== version) return undefined;
  const end = startBytes + body.readUInt32LE(8);
  const header = end <= body.length ? headerIn(body.toString('utf8', startBytes, end)) : undefined;
  if (header === undefined || header.kind !== kind) return undefined;
  return columnsIn(body, wholeUnits(end), header);
}

function columnsIn(body: Buffer, from: number, header: Header): KeptColumns | undefined {
  const columns = new Map<string, Column>();
  let at = from;
  for (const [name, type, length] of header.columns) {
    const bytes = length * types[type].BYTES_PER_ELEMENT;
    if (at + wholeUnits(bytes) > body.length) return undefined;
    const { buffer } = body as Buffer<ArrayBuffer>; // Files are read into memory of this process alone.
    columns.set(name, new types[type](buffer, body.byteOffset + at, length));
    at += wholeUnits(bytes);
  }
  return at === body.length ? { meta: header.meta, columns } : undefined;
}

function headerIn(text: string): Header | undefined {
  try {
    const value = JSON.parse(text) as Partial<Header> | null; // Each member is looked at.
    const isHeader = typeof value?.kind === 'string' && Array.isArray(value.columns) && value.columns.every(isColumn);
    return isHeader ? (value as Header) : undefined;
  } catch {
    return undefined;
  }
}

function isColumn(value: unknown): boolean {
  if (!Array.isArray(value) || typeof value[0] !== 'string') return false;
  return Object.hasOwn(types, String(value[1])) && Number.isSafeInteger(value[2]) && value[2] >= 0;
}

function typeOf(column: Column): TypeName {
  const names = Object.keys(types) as TypeName[]; // Object.keys widens; these are the table's own.
  return names.find((name) => column instanceof types[name]) ?? 'u8';
}

/** Numbers must begin at a multiple of their size, and a small file is read into a piece of a larger buffer. */
function aligned(bytes: Buffer): Buffer {
  return bytes.byteOffset % unit === 0 ? bytes : Buffer.from(Uint8Array.from(bytes).buffer);
}

function filled(bytes: Buffer): Buffer {
  const rest = wholeUnits(bytes.length) - bytes.length;
  return rest === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(rest)]);
}

function wholeUnits(bytes: number): number {
  return unit * Math.ceil(bytes / unit);
}

function bytesOf({ buffer, byteOffset, byteLength }: Column): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function sealOf(parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
