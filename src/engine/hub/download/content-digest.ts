/** @file Whether a file is what its digest says. Large files of the hub have a SHA-256, others the id that git has. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { requireWanted } from '../network/hub-timing.ts';

/** Bytes; large enough that hashing, not reading, takes the time. */
const CHUNK = 1 << 20;

/** By the number of hex digits. */
const algorithms: { readonly [digits: number]: string } = { 40: 'sha1', 64: 'sha256', 128: 'sha512' };

/**
 * Reads the whole file.
 * @param digest hex: of 64 digits a SHA-256, of 128 a SHA-512, of 40 the id of git's blob
 * @param onBytes told of every stretch that was read
 * @throws Failure `cancelled`
 */
export async function hasDigest(
  file: string,
  digest: string,
  signal: AbortSignal,
  onBytes: (bytes: number) => void = () => {},
): Promise<boolean> {
  const hash = createHash(algorithms[digest.length] ?? 'sha256');
  // https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
  if (digest.length === 40) hash.update(`blob ${(await stat(file)).size}\0`);
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK })) {
    requireWanted(signal);
    hash.update(chunk);
    onBytes(chunk.length);
  }
  return hash.digest('hex') === digest;
}
