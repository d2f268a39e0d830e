import type { Executor } from '../../../executor.ts';
import { fillFacts } from '../columns/fill-facts.ts';
import { isKnown, setDigest } from '../columns/image-columns.ts';
import type { ImageSet } from '../image-set.ts';

export type PixelTools = Pick<Executor, 'describePictures'>;

/** Fewer pictures are opened one after the other. */
const MANY = 8;

/**
 * Learns the digests of pixels of many images, without opening those that were opened before. What cannot be opened stays
 * unknown.
 * @param pixelsOf what decisions say of a file's hash
 * @throws Failure of the store
 */
export async function namePixels(
  set: ImageSet,
  numbers: Uint32Array,
  pixelsOf: (hash: string) => string | undefined,
  tools: PixelTools,
): Promise<void> {
  const { columns } = set;
  const unknown: number[] = [];
  for (const number of numbers) {
    if (isKnown(columns.digests.pixels, number)) continue;
    const pixels = pixelsOf(set.hash(number));
    if (pixels === undefined) unknown.push(number);
    else setDigest(columns.digests.pixels, number, pixels);
  }
  if (unknown.length < MANY) return;
  const files = unknown.map((number) => ({ file: set.file(number), hash: set.hash(number) }));
  const work = tools.describePictures('images', files, new AbortController().signal);
  let next = await work.next();
  while (!next.done) next = await work.next();
  for (const [at, number] of unknown.entries()) {
    const facts = next.value.get(files[at]!.file);
    if (facts !== undefined && !('reason' in facts)) fillFacts(columns, number, facts);
  }
}
