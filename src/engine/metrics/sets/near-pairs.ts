/** @file Pairs of images that are nearly the same: a perceptual hash proposes them, the embedding confirms them. */
import { HashIndex } from './hash-index.ts';
import type { Measuring } from './in-turns.ts';
import { dotProduct, type PointSet, rowOf, unitPoints } from './point-set.ts';

export interface NearPair {
  /** Index of an image; the lower of the two. */
  readonly first: number;
  readonly second: number;
  /** In which their hashes differ. */
  readonly bits: number;
  /** Of their embeddings; null without. */
  readonly cosine: number | null;
}

export interface PairSearch {
  /** Of each image 16 hexadecimal digits, as from `perceptualHash`. */
  readonly hashes: readonly string[];
  /** Of each image; without, hashes alone decide. */
  readonly points?: PointSet;
  /** Bits that may differ, of 64. */
  readonly bits?: number;
  /** At least. What is enough depends on the judge. */
  readonly cosine?: number;
  /** Pairs that a person said are none. */
  readonly apart?: readonly (readonly [number, number])[];
}

const BITS = 8;
/** As in clip-retrieval's deduplication; of embeddings of CLIP. */
export const USUAL_COSINE = 0.94;

/** Hashes between two reports. */
const TURN = 64;

/**
 * Calls `take` for each image with its pairs with later ones, in no order. Keeps none: of thousands that are all the same,
 * all pairs would be millions.
 */
export function* nearPairs(search: PairSearch, take: (pairs: NearPair[]) => void): Measuring<void> {
  const { hashes, bits: most = BITS, cosine: least = USUAL_COSINE } = search;
  const n = hashes.length;
  const points = search.points && unitPoints(search.points);
  if (points && points.count !== n) throw new RangeError('Each image needs a hash and an embedding.');
  const index = new HashIndex(hashes, most);
  const told = new Set((search.apart ?? []).map(([a, b]) => Math.min(a, b) * n + Math.max(a, b)));
  for (let first = 0; first < n; first++) {
    const pairs: NearPair[] = [];
    index.eachAfter(first, (second, bits) => {
      if (told.has(first * n + second)) return;
      const cosine = points ? dotProduct(rowOf(points, first), rowOf(points, second)) : null;
      if (cosine === null || cosine >= least) pairs.push({ first, second, bits, cosine });
    });
    take(pairs);
    if (first % TURN === TURN - 1) yield { done: first + 1, total: n };
  }
}
