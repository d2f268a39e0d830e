/** @file Whether a file is what its digest says: a SHA-256 for large files of the hub, the id of git's blob for others. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { requireWanted } from './hub-timing.ts';

/** Bytes; large enough that hashing, not reading, takes the time. */
const CHUNK = 1 << 20;

/**
 * Reads the whole file.
 * @param digest hex, of 64 digits for a SHA-256 and of 40 for git's
 * @param onBytes told of every stretch that was read
 * @throws Failure `cancelled`
 */
export async function hasDigest(
  file: string,
  digest: string,
  signal: AbortSignal,
  onBytes: (bytes: number) => void = () => {},
): Promise<boolean> {
  const hash = digest.length === 64 ? createHash('sha256') : createHash('sha1');
  // https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
  if (digest.length === 40) hash.update(`blob ${(await stat(file)).size}\0`);
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK })) {
    requireWanted(signal);
    hash.update(chunk);
    onBytes(chunk.length);
  }
  return hash.digest('hex') === digest;
}
