/** @file How far two pictures are from each other, for putting the largest changes first. */
import type { PicturePair, PictureSet } from '../../../protocol/comparison.ts';
import { Failure } from '../../../protocol/failure.ts';
import { decodeImage } from '../../images/decode-image.ts';
import { resizeImage } from '../../images/resize.ts';
import { throwIfCancelled } from '../../runtime/sessions/cancellation.ts';

/** Pixels; enough to see a change by, and alike for pictures of different sizes. */
const EDGE = 64;

/** Pictures of a starter model take a millisecond, large ones ten times that: what is looked at answers within seconds. */
const MOST_PAIRS = 1000;

/**
 * Fills in the distance of pairs whose pixels changed; a picture that cannot be read has none.
 * @throws Failure `cancelled`
 */
export async function withDistances(set: PictureSet, signal: AbortSignal): Promise<PictureSet> {
  let left = MOST_PAIRS;
  const pairs: PicturePair[] = [];
  for (const pair of set.pairs) {
    throwIfCancelled(signal);
    const isChanged = pair.pixels.kind === 'changed' && left-- > 0;
    pairs.push(isChanged ? await withDistance(pair) : pair);
  }
  return { ...set, pairs };
}

async function withDistance(pair: PicturePair): Promise<PicturePair> {
  const [before, after] = [pair.before?.file, pair.after?.file];
  if (before === undefined || after === undefined) return pair;
  try {
    const distance = distanceOf(await pixelsOf(before), await pixelsOf(after));
    return { ...pair, pixels: { kind: 'changed', distance } };
  } catch (error) {
    if (Failure.is(error)) return pair;
    throw error;
  }
}

async function pixelsOf(file: string): Promise<Uint8Array> {
  return resizeImage(await decodeImage(file), { width: EDGE, height: EDGE }, 'bilinear').data;
}

/** Mean absolute difference, as a share of the greatest there can be. */
function distanceOf(a: Uint8Array, b: Uint8Array): number {
  const sum = a.reduce((total, level, i) => total + Math.abs(level - (b[i] ?? 0)), 0);
  return sum / (255 * a.length);
}
