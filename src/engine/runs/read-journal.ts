/** @file What a journal tells, read whole or from its ends. */
import { type FileHandle, open } from 'node:fs/promises';
import { systemCode } from '../files/system-code.ts';
import {
  type EndLine,
  type ImageCounts,
  isEndLine,
  type JournalLine,
  parseLine,
  type StartLine,
} from './journal-line.ts';

/** How a run began, how it ended if it did, and what came of its images until then. */
export interface JournalFacts {
  readonly start: StartLine;
  readonly end?: EndLine;
  readonly counts: ImageCounts;
}

/** What became of each image, by the plan's key. */
export type JournalImages = ReadonlyMap<string, { readonly hash: string } | { readonly reason: string }>;

/** Bytes in which a first and a last line have room. */
const END_BYTES = 16 << 10;

/** Bytes; more is no journal of ours. */
const MOST_BYTES = 256 << 20;

/** Undefined when it is gone, or is no journal of this version. A run with an ending costs two short reads. */
export async function readFacts(file: string): Promise<JournalFacts | undefined> {
  return withFile(file, async (handle, size) => {
    const start = parseLine(firstLine(await readAt(handle, 0, Math.min(size, END_BYTES))));
    if (start?.kind !== 'start') return undefined;
    const end = lastEnd(await readAt(handle, Math.max(0, size - END_BYTES), Math.min(size, END_BYTES)));
    if (end !== undefined) return { start, end, counts: end.counts };
    return { start, counts: countsOf(linesOf(await readAt(handle, 0, size))) };
  });
}

/** Undefined when it is gone. */
export async function readImages(file: string): Promise<JournalImages | undefined> {
  return withFile(file, async (handle, size) => imagesOf(linesOf(await readAt(handle, 0, size))));
}

async function withFile<Result>(
  file: string,
  read: (handle: FileHandle, size: number) => Promise<Result>,
): Promise<Result | undefined> {
  try {
    const handle = await open(file, 'r');
    try {
      const status = await handle.stat();
      return status.isFile() && status.size <= MOST_BYTES ? await read(handle, status.size) : undefined;
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    return undefined; // Removed meanwhile, or not for us to read: either way there is nothing to tell.
  }
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
  return buffer.toString('utf8', 0, bytesRead);
}

function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return end === -1 ? '' : text.slice(0, end);
}

/** Undefined while it is at work, and of one that was killed. */
function lastEnd(text: string): EndLine | undefined {
  const last = parseLine(text.trimEnd().split('\n').at(-1) ?? '');
  return last !== undefined && isEndLine(last) ? last : undefined;
}

function linesOf(text: string): readonly JournalLine[] {
  return text.split('\n').flatMap((line) => parseLine(line) ?? []);
}

function imagesOf(lines: readonly JournalLine[]): JournalImages {
  const images = new Map<string, { readonly hash: string } | { readonly reason: string }>();
  for (const line of lines) {
    if (line.kind === 'image') images.set(line.key, { hash: line.hash });
    if (line.kind === 'image-failed') images.set(line.key, { reason: line.reason });
    if (line.kind === 'reused') for (const [key, hash] of line.images) images.set(key, { hash });
  }
  return images;
}

function countsOf(lines: readonly JournalLine[]): ImageCounts {
  const counts = { drawn: 0, reused: 0, failed: 0 };
  for (const line of lines) {
    if (line.kind === 'image') counts.drawn += 1;
    if (line.kind === 'image-failed') counts.failed += 1;
    if (line.kind === 'reused') counts.reused += line.images.length;
  }
  return counts;
}
