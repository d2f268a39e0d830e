import { MersenneTwister } from '../../random/mersenne-twister.ts';

/** Of each class the indices of its images. */
export type ByClass = readonly (readonly number[])[];

/** @param labels of images, in the order of their indices @param first index of the first */
export function byClass(labels: readonly number[], classes: number, first = 0): ByClass {
  const members: number[][] = Array.from({ length: classes }, () => []);
  for (const [image, label] of labels.entries()) members[label]!.push(first + image);
  return members;
}

/**
 * Images of each class in an order of chance; the first k are its k shots, so that more shots hold fewer. The same seed
 * gives the same order, whatever other classes have.
 */
export function shuffled(members: ByClass, seed: number): ByClass {
  return members.map((images, k) => {
    const random = new MersenneTwister(Math.imul(seed + 1, 0x9e3779b1) ^ k);
    const chances = new Map(images.map((image) => [image, random.uniform53()]));
    return [...images].sort((a, b) => chances.get(a)! - chances.get(b)! || a - b);
  });
}

/** The first so many of each class. */
export function firstOf(members: ByClass, count: number): readonly number[] {
  return members.flatMap((images) => images.slice(0, count));
}

/** Images of the class that has fewest. */
export function fewest(members: ByClass): number {
  return Math.min(...members.map(({ length }) => length));
}
