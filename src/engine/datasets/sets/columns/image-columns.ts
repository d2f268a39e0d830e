/**
 * @file The images of a set as columns: arrays of numbers, and texts that stand in a pool once each. A million images take
 * some hundred bytes each, where objects would take thousands.
 */
import type { TextPool } from './text-pool.ts';

/** Numbers in the pool. */
export const textColumns = [
  /** Absolute path; none of an image in the store, which is named by its hash. */
  'file',
  'from',
  'class',
  'prompt',
  'negative',
  /** The prompt as a judge reads it. */
  'words',
  'predicted',
  /** JSON of the plan's settings. */
  'settings',
  /** JSON of the span. */
  'source',
] as const;

/** NaN where it is not known. */
export const numberColumns = [
  'seed',
  'score',
  'margin',
  'confidence',
  'width',
  'height',
  'brightness',
  'contrast',
  'sharpness',
] as const;

/** Of 32 bytes; zeros where it is not known. `artefact`: what an image that is not drawn yet would be kept under. */
export const digestColumns = ['hash', 'key', 'pixels', 'artefact'] as const;

export type TextColumn = (typeof textColumns)[number];
export type NumberColumn = (typeof numberColumns)[number];
export type DigestColumn = (typeof digestColumns)[number];

/** Each as long as `count`, or 32 times that. What is not known yet is filled in later. */
export interface ImageColumns {
  readonly count: number;
  readonly pool: TextPool;
  readonly texts: Readonly<Record<TextColumn, Uint32Array>>;
  readonly numbers: Readonly<Record<NumberColumn, Float64Array>>;
  readonly digests: Readonly<Record<DigestColumn, Uint8Array>>;
}

const digestBytes = 32;

/** Undefined where all of it is zeros. */
export function digestAt(column: Uint8Array, row: number): string | undefined {
  const start = row * digestBytes;
  return isZero(column, start) ? undefined : bufferOf(column).toString('hex', start, start + digestBytes);
}

export function isKnown(column: Uint8Array, row: number): boolean {
  return !isZero(column, row * digestBytes);
}

/** @param hex 64 digits */
export function setDigest(column: Uint8Array, row: number, hex: string): void {
  bufferOf(column).write(hex, row * digestBytes, 'hex');
}

/** Some of the rows, in the order given. The pool is the same. */
export function gathered(columns: ImageColumns, rows: Uint32Array): ImageColumns {
  return {
    count: rows.length,
    pool: columns.pool,
    texts: mapped(columns.texts, (column) => rows.map((row) => column[row]!)),
    numbers: mapped(columns.numbers, (column) => Float64Array.from(rows, (row) => column[row]!)),
    digests: mapped(columns.digests, (column) => gatheredDigests(column, rows)),
  };
}

function gatheredDigests(column: Uint8Array, rows: Uint32Array): Uint8Array {
  const taken = new Uint8Array(rows.length * digestBytes);
  for (const [at, row] of rows.entries()) {
    taken.set(column.subarray(row * digestBytes, (row + 1) * digestBytes), at * digestBytes);
  }
  return taken;
}

/** The same names, each with what is made of its column. */
export function mapped<Name extends string, From, To>(
  columns: Readonly<Record<Name, From>>,
  make: (column: From, name: Name) => To,
): Record<Name, To> {
  const names = Object.keys(columns) as Name[]; // Object.keys widens; these are the record's own.
  return Object.fromEntries(names.map((name) => [name, make(columns[name], name)])) as Record<Name, To>;
}

/** A hash begins with zeros as seldom as none is there: the first word tells nearly always. */
function isZero(column: Uint8Array, start: number): boolean {
  for (let i = start; i < start + digestBytes; i++) if (column[i] !== 0) return false;
  return true;
}

function bufferOf(column: Uint8Array): Buffer {
  return Buffer.from(column.buffer, column.byteOffset, column.byteLength);
}
