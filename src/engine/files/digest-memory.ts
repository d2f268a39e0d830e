/**
 * @file Digests of large files from one process to the next: to read gigabytes takes longer than to draw a picture. Kept
 * in the user's own cache, a small file for each, under a name made of what changes whenever a file does.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { log } from '../log.ts';
import { digestOf, isDigest } from './digest.ts';

/** Of a file, as `stat` with big integers has it. */
export interface FileStamp {
  readonly size: bigint;
  readonly mtimeNs: bigint;
  /** No program can set it, so a file that was exchanged for another is told even where all else is made the same. */
  readonly ctimeNs: bigint;
  readonly ino: bigint;
}

/** Bytes; others are read in a moment. */
const WORTH_IT = 16n << 20n;

let folder: string | undefined;

/** @param path absolute; need not be there yet. Undefined, as at first: nothing is kept. */
export function rememberDigestsIn(path: string | undefined): void {
  folder = path;
}

/** Text that is another one once the file has changed. */
export function stampText(path: string, { size, mtimeNs, ctimeNs, ino }: FileStamp): string {
  return [path, size, mtimeNs, ctimeNs, ino].join('\n');
}

/** @returns the digest of before, or what `compute` gives, which is remembered then */
export async function rememberedDigest(
  path: string,
  stamp: FileStamp,
  compute: () => Promise<string>,
): Promise<string> {
  const file = stamp.size < WORTH_IT ? undefined : fileOf(path, stamp);
  if (folder === undefined || file === undefined) return compute();
  const known = await readDigest(file);
  if (known !== undefined) return known;
  const digest = await compute();
  await keep(folder, file, digest);
  return digest;
}

/**
 * A figure that is found by opening gigabytes, kept as digests are.
 * @param key everything that it depends on
 */
export async function rememberedFigure(
  key: string,
  compute: () => Promise<number | undefined>,
): Promise<number | undefined> {
  if (folder === undefined) return compute();
  const file = join(folder, digestOf(key));
  const known = await readFile(file, 'utf8').catch(() => '');
  if (known === NO_FIGURE) return undefined;
  if (known !== '' && Number.isFinite(Number(known))) return Number(known);
  const figure = await compute();
  await keep(folder, file, figure === undefined ? NO_FIGURE : String(figure));
  return figure;
}

const NO_FIGURE = 'none';

/** Whether a digest is there at once: it is remembered, or the file is small. */
export async function isSoonDigested(path: string, stamp: FileStamp): Promise<boolean> {
  if (stamp.size < WORTH_IT) return true;
  const file = fileOf(path, stamp);
  return file !== undefined && (await readDigest(file)) !== undefined;
}

function fileOf(path: string, stamp: FileStamp): string | undefined {
  return folder === undefined ? undefined : join(folder, digestOf(stampText(path, stamp)));
}

/** Undefined where there is none, or what is there is damaged. */
async function readDigest(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  return isDigest(text) ? text : undefined;
}

/** A disk that is full or read-only only costs time. */
async function keep(folder: string, file: string, text: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    const unfinished = `${file}.${process.pid}`;
    await writeFile(unfinished, text);
    await rename(unfinished, file);
  } catch (error) {
    log.warn(`What is known of a file is not remembered: ${String(error)}`);
  }
}
