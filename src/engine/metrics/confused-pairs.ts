import type { ConfusedPair } from '../../protocol/evaluation.ts';
import { dot } from '../arithmetic/directions.ts';
import { type ConfusionMatrix, cell } from './confusion-matrix.ts';

const MOST = 20;

/**
 * Pairs of classes that were taken for one another, most images first.
 * @param weights one unit vector a class
 */
export function confusedPairs(confusion: ConfusionMatrix, weights: readonly Float32Array[]): readonly ConfusedPair[] {
  const pairs = confusion.flatMap((_, a) =>
    confusion.slice(a + 1).flatMap((_, offset) => pairOf(confusion, a, a + 1 + offset)),
  );
  return pairs
    .sort((one, other) => other.aForB + other.bForA - (one.aForB + one.bForA))
    .slice(0, MOST)
    .map((pair) => ({ ...pair, cosine: dot(weights[pair.a]!, weights[pair.b]!) })); // A weight a class.
}

function pairOf(confusion: ConfusionMatrix, a: number, b: number): Omit<ConfusedPair, 'cosine'>[] {
  const aForB = cell(confusion, a, b);
  const bForA = cell(confusion, b, a);
  return aForB + bForA === 0 ? [] : [{ a, b, aForB, bForA }];
}
