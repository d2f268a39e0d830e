/** @file Parts of a file of decisions. A long one is never in memory as a whole: its digests are made piece by piece. */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { unreadableDecisions } from '../../decisions/decision-log.ts';

/** Bytes that are read at once. */
const PIECE = 1 << 20;

/** Windows has no such flag, and its links are made by administrators. */
const noFollow = constants.O_NOFOLLOW ?? 0;

/** Of the bytes of a file: hex SHA-256 of those before a place, and of those from there to an end; and of all of them. */
export interface PartDigests {
  readonly before: string;
  readonly behind: string;
  readonly all: string;
}

/** Undefined when the file is shorter. @throws Failure `file-unreadable` */
export function partDigests(file: string, place: number, end: number): Promise<PartDigests | undefined> {
  return reading(file, async (handle) => {
    const [before, behind, all] = [createHash('sha256'), createHash('sha256'), createHash('sha256')];
    const buffer = Buffer.allocUnsafe(PIECE);
    for (let at = 0; at < end; ) {
      const border = at < place ? place : end;
      const { bytesRead } = await handle.read(buffer, 0, Math.min(PIECE, border - at), at);
      if (bytesRead === 0) return undefined;
      const piece = buffer.subarray(0, bytesRead);
      (at < place ? before : behind).update(piece);
      all.update(piece);
      at += bytesRead;
    }
    return { before: before.digest('hex'), behind: behind.digest('hex'), all: all.digest('hex') };
  });
}

/** Fewer bytes where the file ends. @throws Failure `file-unreadable` */
export function readPart(file: string, from: number, to: number): Promise<Buffer> {
  return reading(file, async (handle) => {
    const bytes = Buffer.allocUnsafe(to - from);
    let length = 0;
    while (length < bytes.length) {
      const { bytesRead } = await handle.read(bytes, length, bytes.length - length, from + length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return bytes.subarray(0, length);
  });
}

async function reading<Result>(file: string, work: (handle: FileHandle) => Promise<Result>): Promise<Result> {
  try {
    const handle = await open(file, constants.O_RDONLY | noFollow);
    try {
      return await work(handle);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unreadableDecisions(file, error);
  }
}
