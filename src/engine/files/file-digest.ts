import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { isSoonDigested, rememberedDigest, stampText } from './digest-memory.ts';

/** By path and what changes with the file. */
const known = new Map<string, Promise<string>>();

/** Hex SHA-256 of a file's bytes; those of a large file are read once, as long as it does not change. */
export async function fileDigest(path: string): Promise<string> {
  const stamp = await stat(path, { bigint: true });
  const key = stampText(path, stamp);
  const digest = known.get(key) ?? rememberedDigest(path, stamp, () => hashFile(path));
  known.set(key, digest);
  digest.catch(() => known.delete(key));
  return digest;
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash.digest('hex');
}

/** Of a large file whose digest is not known yet; else 0. */
export async function unreadBytes(path: string): Promise<number> {
  const stamp = await stat(path, { bigint: true });
  const isSoon = known.has(stampText(path, stamp)) || (await isSoonDigested(path, stamp));
  return isSoon ? 0 : Number(stamp.size);
}
