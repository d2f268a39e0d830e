/** @file Groups of near-duplicates in a list where the members of a group stand together. */
import type { ReviewImage } from '../../../protocol/webviews/review.ts';

/** Places, both included. */
export interface ImageGroup {
  readonly first: number;
  readonly last: number;
}

type RowAt = (place: number) => Pick<ReviewImage, 'group'> | undefined;

/** The group that an image is in; undefined until the image is known, and when it is in none. */
export function groupAt(place: number, rowAt: RowAt): ImageGroup | undefined {
  const number = rowAt(place)?.group?.number;
  if (number === undefined) return undefined;
  let [first, last] = [place, place];
  while (first > 0 && rowAt(first - 1)?.group?.number === number) first -= 1;
  while (rowAt(last + 1)?.group?.number === number) last += 1;
  return { first, last };
}

export function placesIn({ first, last }: ImageGroup): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
