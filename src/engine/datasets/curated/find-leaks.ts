/** @file What stands on both sides of a border: between splits, and between a set and the images that it is measured on. */
import type { Leak } from '../../../protocol/curated-set.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import type { Likeness } from './likeness.ts';

/** An image of the set, or one that is held out. */
export interface SidedImage {
  /** In the list that was compared. */
  readonly place: number;
  /** Absolute path. */
  readonly file: string;
  /** Digest of its pixels; absent where it could not be read. */
  readonly pixels?: string;
  /** What it began with, as `beginningsOf`; none of real images. */
  readonly beginnings: readonly string[];
  /** Split, or name of the data set that is held out; absent in a set that is not split. */
  readonly side?: string;
  readonly isHeldOut: boolean;
}

/** Pairs that are told at most; of more, the count says enough. */
const MOST = 1000;

/**
 * Pairs on two sides, of which one at least is in the set; each pair once, the same pixels before what is nearly the same.
 * @throws Failure `cancelled`
 */
export async function* findLeaks(
  images: readonly SidedImage[],
  likeness: Likeness | undefined,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, readonly Leak[]> {
  const leaks = new LeakList();
  for (const [one, other] of sharing(images, ({ pixels }) => (pixels === undefined ? [] : [pixels]))) {
    leaks.add('same-pixels', one, other);
  }
  const byPlace = new Map(images.map((image) => [image.place, image]));
  if (likeness) {
    yield* likeness.pairs([...byPlace.keys()], signal, ({ first, second, cosine }) => {
      const [one, other] = [byPlace.get(first), byPlace.get(second)];
      if (one && other) leaks.add('near-duplicate', one, other, cosine ?? undefined);
    });
  }
  for (const [one, other] of sharing(images, ({ beginnings }) => beginnings)) leaks.add('same-seed', one, other);
  return leaks.sorted();
}

/** Of all that share a word, each with the first one of every other side. */
function* sharing(
  images: readonly SidedImage[],
  wordsOf: (image: SidedImage) => readonly string[],
): Generator<readonly [SidedImage, SidedImage]> {
  const firsts = new Map<string, Map<string, SidedImage>>();
  for (const image of images) {
    for (const word of wordsOf(image)) {
      const bySide = firsts.get(word) ?? new Map<string, SidedImage>();
      const side = sideName(image);
      for (const [other, first] of bySide) if (other !== side) yield [first, image];
      if (!bySide.has(side)) bySide.set(side, image);
      firsts.set(word, bySide);
    }
  }
}

function sideName({ side = '', isHeldOut }: SidedImage): string {
  return `${isHeldOut ? 'data' : 'split'} ${side}`;
}

class LeakList {
  readonly #leaks = new Map<string, Leak>();

  add(kind: Leak['kind'], one: SidedImage, other: SidedImage, likeness?: number): void {
    if ((one.isHeldOut && other.isHeldOut) || sideName(one) === sideName(other)) return;
    const [own, across] = one.isHeldOut ? [other, one] : [one, other];
    const name = `${Math.min(one.place, other.place)} ${Math.max(one.place, other.place)}`;
    if (this.#leaks.has(name) || this.#leaks.size >= MOST) return;
    this.#leaks.set(name, {
      kind,
      file: own.file,
      other: across.file,
      side: own.side ?? 'set',
      otherSide: across.side ?? 'set',
      ...(likeness !== undefined && { likeness }),
    });
  }

  /** By files, so that the same set always tells the same. */
  sorted(): readonly Leak[] {
    const order = ({ file, other }: Leak) => `${file}\n${other}`;
    return [...this.#leaks.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  }
}
