/** @file The images of a list that could be looked at, and a sentence about the others. */
import { counted } from '../../../protocol/texts/figures.ts';
import type { Embedded } from '../../execution/judging/embed-images.ts';
import type { ImageToEmbed } from '../../execution/judging/hash-images.ts';
import { type PointSet, pointSet } from '../../metrics/sets/point-set.ts';
import type { ImagesToRank, RankedImages } from './ranker.ts';

export interface Readable<Known> {
  /** Numbers in the set, in the order they were given. */
  readonly numbers: readonly number[];
  /** Of each. */
  readonly known: readonly Known[];
  readonly notes: readonly string[];
}

export function imagesOf({ set, numbers }: ImagesToRank): readonly ImageToEmbed[] {
  return Array.from(numbers, (number) => ({ file: set.file(number), hash: set.hash(number) }));
}

/** @param found by file; a file that could not be read has a reason instead */
export function readableImages<Known extends object>(
  { set, numbers }: ImagesToRank,
  found: ReadonlyMap<string, Known | { readonly reason: string }>,
): Readable<Known> {
  const readable: number[] = [];
  const known: Known[] = [];
  const reasons: string[] = [];
  for (const number of numbers) {
    const one = found.get(set.file(number));
    if (one === undefined || 'reason' in one) reasons.push(one?.reason ?? `${set.file(number)} was not read.`);
    else {
      readable.push(number);
      known.push(one);
    }
  }
  return { numbers: readable, known, notes: leftOut(reasons) };
}

function leftOut(reasons: readonly string[]): readonly string[] {
  const [first] = reasons;
  if (first === undefined) return [];
  if (reasons.length === 1) return [`One image was left out. ${first}`];
  return [`${counted(reasons.length, 'image')} were left out, as they cannot be read; the first: ${first}`];
}

export interface EmbeddedImages extends Readable<{ readonly embedding: Float32Array }> {
  /** As the judge makes them. */
  readonly points: PointSet;
}

/** @throws Failure `numbers-overflowed` */
export function embeddedImages(images: ImagesToRank, embedded: Embedded): EmbeddedImages {
  const readable = readableImages(images, embedded);
  return { ...readable, points: pointSet(readable.known.map(({ embedding }) => embedding)) };
}

/** An image in its order: its place among readable ones, and what it is put there by. */
export interface Ranked {
  readonly index: number;
  readonly score: number;
}

/** @param wordsOf by place in the order */
export function rankedImages(
  { numbers, notes }: Pick<Readable<unknown>, 'numbers' | 'notes'>,
  order: readonly Ranked[],
  wordsOf: (ranked: Ranked, place: number) => string,
): RankedImages {
  return {
    numbers: Uint32Array.from(order, ({ index }) => numbers[index]!),
    values: Float64Array.from(order, ({ score }) => score),
    words: (place) => {
      const ranked = order[place];
      return ranked === undefined ? '' : wordsOf(ranked, place);
    },
    notes,
  };
}
