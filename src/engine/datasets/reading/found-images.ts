/** @file All images of a data set: read here, or by a process of its own and remembered. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { digestOf } from '../../files/digest.ts';
import { unlessMissing } from '../../files/unless-missing.ts';
import type { StoreFiles, StorePath } from '../../store/store-files.ts';
import { filesIn, foldersIn } from '../imports/found-files.ts';
import { type FoundImage, foundImage } from './found-image.ts';
import { readApart } from './read-apart.ts';
import { isPacked, type Reading, samplesOf } from './reading.ts';

export interface FoundImages {
  /** In the order of the data set. */
  readonly images: readonly FoundImage[];
  /** Images that could not be read, each in one sentence. */
  readonly skipped: readonly string[];
}

export interface Finding {
  readonly files: StoreFiles;
  /** Absolute. */
  readonly workspace: string;
  readonly signal: AbortSignal;
}

/**
 * Yields how many images are found by now.
 * @throws Failure of the format and of the store, `cancelled`
 */
export async function* foundImages(reading: Reading, finding: Finding): AsyncGenerator<number, FoundImages> {
  if (!isPacked(reading)) return yield* foundHere(reading, finding);
  const place = await memoryOf(reading);
  const known = await remembered(finding.files, place);
  if (known) return known;
  const found = yield* foundApart(reading, finding);
  await finding.files.write(place, JSON.stringify({ version: VERSION, ...found }), false);
  return found;
}

async function* foundHere(reading: Reading, { files, signal }: Finding): AsyncGenerator<number, FoundImages> {
  const images: FoundImage[] = [];
  for await (const sample of samplesOf(reading)) {
    signal.throwIfAborted();
    images.push(await foundImage(files, sample));
    if (images.length % TURN === 0) yield images.length;
  }
  return { images, skipped: [] };
}

async function* foundApart(
  reading: Reading,
  { files, workspace, signal }: Finding,
): AsyncGenerator<number, FoundImages> {
  const images: FoundImage[] = [];
  const skipped: string[] = [];
  for await (const told of readApart({ reading, store: files.root, workspace }, { signal })) {
    if (told.kind === 'skipped') skipped.push(told.reason);
    else images.push(...told.images);
    yield images.length;
  }
  return { images, skipped };
}

/** Images between two reports. */
const TURN = 64;

/** Raised when what is remembered is another. */
const VERSION = 1;

/** Its name changes with the files that are read. */
async function memoryOf(reading: Reading): Promise<StorePath> {
  const looks: string[] = [];
  for (const file of await packedFiles(reading)) {
    const { size, mtimeMs, ctimeMs, ino } = (await unlessMissing(stat(file))) ?? {};
    looks.push([file, size, mtimeMs, ctimeMs, ino].join('\n'));
  }
  return `cache/data/${digestOf(JSON.stringify([VERSION, reading, looks]))}.json`;
}

async function packedFiles(reading: Reading): Promise<readonly string[]> {
  if (reading.kind === 'table') return [reading.file];
  const inData = (await foldersIn(reading.root)).includes('data') ? [path.join(reading.root, 'data')] : [];
  const found: string[] = [];
  for (const folder of [reading.root, ...inData]) {
    const names = await filesIn(folder, /\.(tar|parquet|zip)$/i);
    found.push(...names.map((name) => path.join(folder, name)));
  }
  return found;
}

/** Undefined when an image of it is there no more: the cache was cleaned. */
async function remembered(files: StoreFiles, place: StorePath): Promise<FoundImages | undefined> {
  const bytes = await files.read(place);
  const known = bytes && parsed(bytes.toString('utf8'));
  if (known === undefined) return undefined;
  for (const { file } of known.images) if ((await unlessMissing(stat(file)))?.isFile() !== true) return undefined;
  return known;
}

function parsed(text: string): FoundImages | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const { version, images, skipped } = value as Partial<FoundImages> & { readonly version?: unknown }; // Looked at here.
    const isKnown = version === VERSION && Array.isArray(images) && Array.isArray(skipped);
    return isKnown && images.every(isImage) ? { images, skipped } : undefined;
  } catch {
    return undefined;
  }
}

function isImage({ file, label }: FoundImage): boolean {
  return typeof file === 'string' && (label === null || typeof label === 'string');
}
