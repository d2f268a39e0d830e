/** @file JSON files of a stranger, with look-ups that say what is not as it should be. */
import { readFile, stat } from 'node:fs/promises';
import { Failure } from '../../../protocol/failure.ts';
import { damagedData } from './damaged-data.ts';

/** Bytes; the largest of COCO's own have some 500 million. */
const LARGEST = 500e6;

export type Json = Readonly<Record<string, unknown>>;

/** @throws Failure `data-corrupt`, `file-unreadable` */
export async function readJsonDocument(file: string): Promise<Json> {
  const text = await readText(file);
  try {
    return objectIn(JSON.parse(text), file);
  } catch (cause) {
    if (Failure.is(cause)) throw cause;
    throw damagedData(file, 'is no JSON', cause);
  }
}

async function readText(file: string): Promise<string> {
  try {
    const found = await stat(file);
    // What is none has no size, and may have no end.
    if (!found.isFile()) throw damagedData(file, 'is no file');
    if (found.size > LARGEST) throw damagedData(file, 'has more than 500 million bytes');
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (Failure.is(cause)) throw cause;
    throw new Failure('file-unreadable', `${file} cannot be read; check that it is a readable file.`, { cause });
  }
}

export function objectIn(value: unknown, file: string): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
  throw damagedData(file, 'has something else where an object belongs');
}

export function objectsIn(value: unknown, file: string): readonly Json[] {
  if (Array.isArray(value)) return value.map((one) => objectIn(one, file));
  throw damagedData(file, 'has something else where a list belongs');
}
