/** @file Images of any kind → what their pixels alone say: what was found before is remembered, the others are decoded. */
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { Failure } from '../../../protocol/failure.ts';
import { decodeImage } from '../../images/decode-image.ts';
import { throwIfCancelled } from '../../runtime/sessions/cancellation.ts';
import { ImageDigests } from '../../store/digests/image-digests.ts';
import { type PictureFacts, pictureFacts } from '../../store/pictures/picture-facts.ts';
import { PictureFactsCache } from '../../store/pictures/picture-facts-cache.ts';
import type { StoreFiles } from '../../store/store-files.ts';
import { hashImages, type ImageToEmbed } from '../judging/hash-images.ts';
import { TimeLeft } from '../time-left.ts';

/** By file; a file that could not be read or decoded has a reason instead. */
export type PicturesDescribed = ReadonlyMap<string, PictureFacts | { readonly reason: string }>;

/** Few, as all of their pixels are in memory. */
const BATCH = 8;
/** Facts that are held back at most before they are written, so that few files are. */
const FLUSH = 256;

/**
 * @param name of the set, for progress
 * @throws Failure `cancelled`, `store-read-only`, `disk-full`; what was found until then is remembered
 */
export async function* describePictures(
  files: StoreFiles,
  name: string,
  images: readonly ImageToEmbed[],
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, PicturesDescribed> {
  const cache = await PictureFactsCache.open(files);
  const hashes = await hashImages(new ImageDigests(files), images, signal);
  const described = new Map<string, PictureFacts | { readonly reason: string }>();
  for (const [file, hash] of hashes) {
    const known = typeof hash === 'string' ? cache.get(hash) : hash;
    if (known !== undefined) described.set(file, known);
  }
  const missing = [...hashes].flatMap(([file, hash]) =>
    typeof hash === 'string' && !described.has(file) ? { file, hash } : [],
  );
  for await (const fresh of describeMissing(cache, missing, signal)) {
    for (const [file, facts] of fresh.described) described.set(file, facts);
    const left = fresh.secondsLeft === undefined ? {} : { secondsLeft: fresh.secondsLeft };
    yield { stage: 'reading', source: name, done: described.size, total: hashes.size, ...left };
  }
  return described;
}

interface Fresh {
  readonly described: PicturesDescribed;
  readonly secondsLeft: number | undefined;
}

async function* describeMissing(
  cache: PictureFactsCache,
  missing: readonly { readonly file: string; readonly hash: string }[],
  signal: AbortSignal,
): AsyncGenerator<Fresh> {
  const timeLeft = new TimeLeft(missing.length);
  let unwritten = new Map<string, PictureFacts>();
  try {
    for (let from = 0; from < missing.length; from += BATCH) {
      throwIfCancelled(signal);
      const batch = missing.slice(from, from + BATCH);
      const found = await Promise.all(batch.map(async ({ file }) => [file, await describe(file)] as const));
      for (const [place, [, facts]] of found.entries()) {
        if (!('reason' in facts)) unwritten.set(batch[place]!.hash, facts);
      }
      if (unwritten.size >= FLUSH) {
        await cache.add(unwritten);
        unwritten = new Map();
      }
      timeLeft.add(batch.length);
      yield { described: new Map(found), secondsLeft: timeLeft.seconds };
    }
  } finally {
    await cache.add(unwritten);
    await cache.pack();
  }
}

async function describe(file: string): Promise<PictureFacts | { readonly reason: string }> {
  try {
    return pictureFacts(await decodeImage(file));
  } catch (error) {
    if (Failure.is(error)) return { reason: error.message };
    throw error;
  }
}
