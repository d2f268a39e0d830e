/** @file The images of a source → embeddings: those of before are remembered, the others are made. */

import { readFile } from 'node:fs/promises';
import { digestOf } from '../../files/digest.ts';
import type { Judge } from '../../models/judge.ts';
import { embedFiles } from '../../pipelines/embed-files.ts';
import { throwIfCancelled } from '../../runtime/sessions/cancellation.ts';
import type { ImageDigests } from '../../store/digests/image-digests.ts';
import type { EmbeddingCache } from '../../store/judged/embedding-cache.ts';

/** An image that is somewhere on the disk. */
export interface ImageToEmbed {
  /** Absolute path. */
  readonly file: string;
  /** Hex SHA-256 of the file, where it is known without reading it. */
  readonly hash?: string;
  /** Of files without one: text that is another one once the file has changed. */
  readonly stamp?: string;
}

export interface EmbeddedImage {
  /** Hex SHA-256 of the file. */
  readonly hash: string;
  readonly embedding: Float32Array;
}

export interface Embedder {
  readonly judge: Pick<Judge, 'embedImages'>;
  readonly cache: EmbeddingCache;
  /** Of images that do not bring their own. */
  readonly digests: ImageDigests;
}

/** By file; a file that could not be read or decoded has a reason instead. */
export type Embedded = ReadonlyMap<string, EmbeddedImage | { readonly reason: string }>;

/** Embeddings that are held back at most before they are written, so that few files are. */
const flushSize = 256;
/** Files that are hashed at the same time. */
const hashedTogether = 16;

/**
 * Yields how many images more are done.
 * @throws Failure `cancelled`, `store-read-only`, `disk-full`; what was embedded until then is remembered
 */
export async function* embedImages(
  { judge, cache, digests }: Embedder,
  images: readonly ImageToEmbed[],
  signal: AbortSignal,
): AsyncGenerator<number, Embedded> {
  const hashes = await hashImages(digests, images, signal);
  const results = new Map<string, EmbeddedImage | { readonly reason: string }>();
  for (const [file, hash] of hashes) {
    const known = typeof hash === 'string' ? knownImage(cache, hash) : hash;
    if (known !== undefined) results.set(file, known);
  }
  yield results.size;
  const missing = [...hashes.keys()].filter((file) => !results.has(file));
  const fresh = new FreshEmbeddings(cache);
  try {
    for await (const batch of embedFiles(judge, missing, signal)) {
      for (const one of batch) {
        const hash = hashes.get(one.file);
        if (one.kind === 'skipped') results.set(one.file, { reason: one.reason });
        else if (typeof hash === 'string') results.set(one.file, fresh.add({ hash, embedding: one.embedding }));
      }
      await fresh.flush(flushSize);
      yield batch.length;
    }
  } finally {
    await fresh.flush(1);
  }
  return results;
}

function knownImage(cache: EmbeddingCache, hash: string): EmbeddedImage | undefined {
  const embedding = cache.get(hash);
  return embedding && { hash, embedding };
}

/** What is embedded and not written yet. */
class FreshEmbeddings {
  readonly #cache: EmbeddingCache;
  #embeddings = new Map<string, Float32Array>();

  constructor(cache: EmbeddingCache) {
    this.#cache = cache;
  }

  add(image: EmbeddedImage): EmbeddedImage {
    this.#embeddings.set(image.hash, image.embedding);
    return image;
  }

  async flush(least: number): Promise<void> {
    if (this.#embeddings.size < least) return;
    const embeddings = this.#embeddings;
    this.#embeddings = new Map();
    await this.#cache.add(embeddings);
  }
}

/** By file: hex SHA-256, or why it could not be read. */
type Hashes = ReadonlyMap<string, string | { readonly reason: string }>;

async function hashImages(
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
