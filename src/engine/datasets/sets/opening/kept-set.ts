/** @file The images of a source as the cache keeps them, so that they need not be looked up again. */
import type { ImageSource } from '../../../../protocol/image-sets.ts';
import { isImageSource } from '../../../serving/shapes/set-shapes.ts';
import { type Column, decodeColumns, encodeColumns } from '../../../store/column-file.ts';
import type { StorePath } from '../../../store/store-files.ts';
import { digestColumns, type ImageColumns, numberColumns, textColumns } from '../columns/image-columns.ts';
import { TextPool } from '../columns/text-pool.ts';

/** Raised when a column is added or means something else. */
const kind = 'images 1';

/** The images of one recipe. */
export interface KeptPart {
  /** Rows from one up to below the other. */
  readonly from: number;
  readonly to: number;
  /** As of `Artefacts`. */
  readonly painter: string;
  /** As of `KnownScores`; empty where nobody judges. */
  readonly judge: string;
}

export interface KeptSet {
  /** Of all images that are asked for; of one that is not drawn the hash is zeros. */
  readonly columns: ImageColumns;
  /** Without cells. */
  readonly source: ImageSource;
  /** In the order of the source's recipes. */
  readonly parts: readonly KeptPart[];
  /** Hex SHA-256 of what was drawn in place of rejected images. */
  readonly redraws: string;
}

/** @param stamp hex SHA-256 */
export function keptSetFile(stamp: string): StorePath {
  return `cache/sets/${stamp}.vlpc`;
}

export function encodeSet(stamp: string, { columns, ...meta }: KeptSet): Buffer {
  const { pool, texts, numbers, digests, count } = columns;
  const packed = pool.pack();
  const all = { ...texts, ...numbers, ...digests, poolTexts: packed.bytes, poolEnds: packed.ends };
  return encodeColumns(kind, { ...meta, stamp, count }, all);
}

/** Undefined when it is damaged, of another version or stamp, or says what cannot be. */
export function decodeSet(stamp: string, bytes: Buffer): KeptSet | undefined {
  const kept = decodeColumns(kind, bytes);
  if (kept === undefined || !isMeta(kept.meta) || kept.meta.stamp !== stamp) return undefined;
  const { source, parts, redraws, count } = kept.meta;
  const columns = columnsIn(kept.columns, count);
  if (columns === undefined || !areParts(parts, count)) return undefined;
  // Files outside of the store are named by plans and data sets alone.
  return columns.texts.file.some((file) => file !== 0) ? undefined : { columns, source, parts, redraws };
}

function columnsIn(found: ReadonlyMap<string, Column>, count: number): ImageColumns | undefined {
  const [bytes, ends] = [found.get('poolTexts'), found.get('poolEnds')];
  const pool = bytes instanceof Uint8Array && ends instanceof Uint32Array ? TextPool.of({ bytes, ends }) : undefined;
  const texts = named(found, textColumns, Uint32Array, count);
  const numbers = named(found, numberColumns, Float64Array, count);
  const digests = named(found, digestColumns, Uint8Array, 32 * count);
  return pool && texts && numbers && digests && { count, pool, texts, numbers, digests };
}

/** Undefined unless all are there, of the type and as long. */
function named<Name extends string, Type extends Column>(
  found: ReadonlyMap<string, Column>,
  names: readonly Name[],
  type: new (length: number) => Type,
  length: number,
): Record<Name, Type> | undefined {
  const isRight = names.every((name) => found.get(name) instanceof type && found.get(name)?.length === length);
  if (!isRight) return undefined;
  return Object.fromEntries(names.map((name) => [name, found.get(name)])) as Record<Name, Type>; // Just looked at.
}

interface Meta extends Omit<KeptSet, 'columns'> {
  readonly stamp: string;
  readonly count: number;
}

function isMeta(meta: unknown): meta is Meta {
  if (typeof meta !== 'object' || meta === null) return false;
  const { source, parts, redraws, count } = meta as Partial<Meta>; // Each member is looked at.
  return Number.isSafeInteger(count) && typeof redraws === 'string' && Array.isArray(parts) && isImageSource(source);
}

/** One behind the other, and all rows in one. */
function areParts(parts: readonly (Partial<KeptPart> | null)[], count: number): boolean {
  let at = 0;
  for (const part of parts) {
    const { from, to = -1, painter, judge } = part ?? {};
    if (from !== at || !(Number.isSafeInteger(to) && to >= from)) return false;
    if (typeof painter !== 'string' || typeof judge !== 'string') return false;
    at = to;
  }
  return at === count;
}
