/**
 * @file Image files → embeddings. While the model reads one batch, the next is decoded in the background, so that
 * neither waits for the disk.
 */
import { Failure } from '../../protocol/failure.ts';
import { decodeImage } from '../images/decode-image.ts';
import type { RgbImage } from '../images/rgb-image.ts';
import type { Judge } from '../models/judge.ts';
import { throwIfCancelled } from '../runtime/sessions/cancellation.ts';

export type FileEmbedding =
  | { readonly kind: 'embedded'; readonly file: string; readonly embedding: Float32Array }
  /** A file that could not be read, and why, in one sentence. */
  | { readonly kind: 'skipped'; readonly file: string; readonly reason: string };

/** Few, as two batches of decoded photographs are in memory at a time. */
const BATCH = 8;

/**
 * Yields one batch after the other, in the files' order, a result for each file.
 * @param files absolute paths
 * @throws Failure `cancelled`; what is wrong with a file is no failure of the others
 */
export async function* embedFiles(
  judge: Pick<Judge, 'embedImages'>,
  files: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<readonly FileEmbedding[]> {
  const batches = Array.from({ length: Math.ceil(files.length / BATCH) }, (_, i) =>
    files.slice(i * BATCH, (i + 1) * BATCH),
  );
  let next = decodeAll(batches[0] ?? []);
  for (const [i] of batches.entries()) {
    const decoded = await next;
    throwIfCancelled(signal);
    next = decodeAll(batches[i + 1] ?? []);
    yield await embedDecoded(judge, decoded, signal);
  }
}

type Decoded =
  | { readonly kind: 'image'; readonly file: string; readonly image: RgbImage }
  | (FileEmbedding & { readonly kind: 'skipped' });

/** Never rejects, so that it may be left waiting. */
function decodeAll(files: readonly string[]): Promise<readonly Decoded[]> {
  return Promise.all(files.map(decodeOne));
}

async function decodeOne(file: string): Promise<Decoded> {
  try {
    return { kind: 'image', file, image: await decodeImage(file) };
  } catch (error) {
    return { kind: 'skipped', file, reason: Failure.is(error) ? error.message : String(error) };
  }
}

async function embedDecoded(
  judge: Pick<Judge, 'embedImages'>,
  decoded: readonly Decoded[],
  signal: AbortSignal,
): Promise<readonly FileEmbedding[]> {
  const images = decoded.flatMap((one) => (one.kind === 'image' ? [one.image] : []));
  const rows = (await judge.embedImages(images, signal)).values();
  return decoded.map((one) =>
    one.kind === 'image' ? { kind: 'embedded', file: one.file, embedding: rows.next().value! } : one,
  );
}
