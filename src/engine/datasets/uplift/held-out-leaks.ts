/** @file Training images that are nearly the same as held-out ones: a probe would be tested on what it was taught. */
import type { Leak } from '../../../protocol/curated-set.ts';
import type { MeasureProgress, Measuring } from '../../metrics/sets/in-turns.ts';
import { nearPairs } from '../../metrics/sets/near-pairs.ts';
import { pointSet } from '../../metrics/sets/point-set.ts';
import type { SeenImage } from './uplift-images.ts';

/**
 * Bits of the hash that may differ. Copies that were scaled, compressed or lightened differ in 2 at most, mostly in none;
 * photographs of two boots, which a judge of boots finds all the same, in 4 to 8.
 */
const BITS = 2;

/**
 * The likest held-out image of each training image that has one, the likest first.
 * @param cosine of embeddings, from which on two images of near hashes are the same
 */
export function* heldOutLeaks(
  training: readonly SeenImage[],
  heldOut: readonly SeenImage[],
  cosine: number | undefined,
): Measuring<readonly Leak[]> {
  const all = [...training, ...heldOut];
  const border = training.length;
  const leaks = new Map<number, Leak>();
  const search = {
    hashes: all.map(({ perceptualHash }) => perceptualHash),
    points: pointSet(all.map(({ embedding }) => embedding)),
    bits: BITS,
    ...(cosine !== undefined && { cosine }),
  };
  const pairs: Generator<MeasureProgress, void> = nearPairs(search, (found) => {
    for (const pair of found) {
      if (pair.first >= border || pair.second < border) continue;
      const leak = leakOf(all[pair.first]!, all[pair.second]!, pair.cosine ?? 1);
      if ((leaks.get(pair.first)?.likeness ?? Number.NEGATIVE_INFINITY) < (leak.likeness ?? 1))
        leaks.set(pair.first, leak);
    }
  });
  yield* pairs;
  return [...leaks.values()].sort((a, b) => (b.likeness ?? 1) - (a.likeness ?? 1) || (a.file < b.file ? -1 : 1));
}

function leakOf(trained: SeenImage, other: SeenImage, likeness: number): Leak {
  return {
    kind: trained.hash === other.hash ? 'same-pixels' : 'near-duplicate',
    file: trained.file,
    other: other.file,
    side: trained.from,
    otherSide: other.from,
    likeness,
  };
}
