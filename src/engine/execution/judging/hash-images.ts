/** @file The files of images → their hashes, by which everything that is known of them is kept. */
import { readFile } from 'node:fs/promises';
import { digestOf } from '../../files/digest.ts';
import { throwIfCancelled } from '../../runtime/sessions/cancellation.ts';
import type { ImageDigests } from '../../store/digests/image-digests.ts';

/** An image that is somewhere on the disk. */
export interface ImageToEmbed {
  /** Absolute path. */
  readonly file: string;
  /** Hex SHA-256 of the file, where it is known without reading it. */
  readonly hash?: string;
  /** Of files without one: text that is another one once the file has changed. */
  readonly stamp?: string;
}

/** Files that are hashed at the same time. */
const hashedTogether = 16;

/** By file: hex SHA-256, or why it could not be read. */
export type Hashes = ReadonlyMap<string, string | { readonly reason: string }>;

/**
 * Of images that bring none; what was read before and has not changed is not read again.
 * @throws Failure `cancelled`, `store-read-only`, `disk-full`
 */
export async function hashImages(
  digests: ImageDigests,
  images: readonly ImageToEmbed[],
  signal: AbortSignal,
): Promise<Hashes> {
  const hashes = new Map<string, string | { readonly reason: string }>();
  for (let start = 0; start < images.length; start += hashedTogether) {
    throwIfCancelled(signal);
    const some = images.slice(start, start + hashedTogether);
    const found = await Promise.all(some.map(async (image) => [image.file, await hashOf(image, digests)] as const));
    for (const [file, hash] of found) hashes.set(file, hash);
  }
  await digests.save();
  return hashes;
}

async function hashOf(
  { file, hash, stamp }: ImageToEmbed,
  digests: ImageDigests,
): Promise<string | { readonly reason: string }> {
  if (hash !== undefined) return hash;
  const known = stamp === undefined ? undefined : await digests.find({ file, stamp });
  if (known !== undefined) return known;
  try {
    const digest = digestOf(await readFile(file));
    if (stamp !== undefined) await digests.add({ file, stamp }, digest);
    return digest;
  } catch {
    return { reason: `The image ${file} cannot be read; check its permissions.` };
  }
}
