/** @file Image files → embeddings: read, decoded while the model is at work on those before, embedded, remembered. */
import { readFile } from 'node:fs/promises';
import type { Skipped } from '../datasets/labelled-folder.ts';
import { decodeImageBytes } from '../images/decode-image.ts';
import type { RgbImage } from '../images/rgb-image.ts';
import type { Judge } from '../models/judge.ts';
import { throwIfCancelled } from '../runtime/cancellation.ts';
import { digestOf } from '../store/digest.ts';
import type { EmbeddingCache } from '../store/embedding-cache.ts';
import type { ImageToJudge } from './evaluation-images.ts';

/** An image and its embedding, or why there is none. */
export type EmbeddedImage =
  | { readonly kind: 'embedded'; readonly image: ImageToJudge; readonly embedding: Float32Array }
  | { readonly kind: 'skipped'; readonly skipped: Skipped };

/** Images that are decoded and embedded together. */
const batchSize = 16;
/** Embeddings that are kept in memory before they are written. */
const flushSize = 256;

/**
 * Yields batches, in order.
 * @throws Failure `cancelled`, `store-read-only`, `disk-full`; what was embedded until then is remembered
 */
export async function* embedImages(
  judge: Judge,
  cache: EmbeddingCache,
  images: readonly ImageToJudge[],
  signal: AbortSignal,
): AsyncGenerator<readonly EmbeddedImage[], void> {
  const fresh = new Map<string, Float32Array>();
  const flush = async (least: number) => {
    if (fresh.size < least) return;
    await cache.add(new Map(fresh));
    fresh.clear();
  };
  try {
    for await (const batch of readAhead(images, cache)) {
      throwIfCancelled(signal);
      yield await embedBatch(judge, batch, fresh, signal);
      await flush(flushSize);
    }
  } finally {
    await flush(1);
  }
}

type ReadImage =
  | { readonly kind: 'known'; readonly image: ImageToJudge; readonly embedding: Float32Array }
  | { readonly kind: 'decoded'; readonly image: ImageToJudge; readonly hash: string; readonly pixels: RgbImage }
  | { readonly kind: 'skipped'; readonly skipped: Skipped };

/** One batch ahead: decoding runs on other threads while a native run blocks this one. */
async function* readAhead(
  images: readonly ImageToJudge[],
  cache: EmbeddingCache,
): AsyncGenerator<readonly ReadImage[], void> {
  const read = (start: number) =>
    Promise.all(images.slice(start, start + batchSize).map((image) => readImage(image, cache)));
  let next = read(0);
  for (let start = 0; start < images.length; start += batchSize) {
    const batch = await next;
    next = read(start + batchSize);
    yield batch;
  }
}

/** Never rejects, so that nobody need wait for a batch that is not wanted any more. */
async function readImage(image: ImageToJudge, cache: EmbeddingCache): Promise<ReadImage> {
  try {
    const known = image.hash === undefined ? undefined : cache.get(image.hash);
    if (known) return { kind: 'known', image, embedding: known };
    const bytes = await readFile(image.file);
    const hash = digestOf(bytes);
    const embedding = cache.get(hash);
    if (embedding) return { kind: 'known', image, embedding };
    return { kind: 'decoded', image, hash, pixels: await decodeImageBytes(bytes, image.file) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'skipped', skipped: { file: image.file, reason } };
  }
}

async function embedBatch(
  judge: Judge,
  batch: readonly ReadImage[],
  fresh: Map<string, Float32Array>,
  signal: AbortSignal,
): Promise<readonly EmbeddedImage[]> {
  const decoded = batch.filter((one) => one.kind === 'decoded');
  const pixels = decoded.map((one) => one.pixels);
  const rows = pixels.length === 0 ? [] : await judge.embedImages(pixels, signal);
  const embeddings = new Map(decoded.map((one, i) => [one, rows[i]!])); // One row an image, by contract.
  for (const [{ hash }, embedding] of embeddings) fresh.set(hash, embedding);
  return batch.map((one) => {
    if (one.kind === 'skipped') return one;
    const embedding = one.kind === 'known' ? one.embedding : embeddings.get(one)!;
    return { kind: 'embedded', image: one.image, embedding };
  });
}
