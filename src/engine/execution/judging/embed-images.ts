/** @file The images of a source → embeddings: those of before are remembered, the others are made. */

import type { Judge } from '../../models/judge.ts';
import { embedFiles } from '../../pipelines/embed-files.ts';
import type { ImageDigests } from '../../store/digests/image-digests.ts';
import type { EmbeddingCache } from '../../store/judged/embedding-cache.ts';
import { hashImages, type ImageToEmbed } from './hash-images.ts';

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
