import { percent } from '../../../../protocol/texts/figures.ts';

/** What an image is taken for, and what else: one text, or none of fewer than two classes. */
export function likeliestTwo(probabilities: Float64Array, classes: readonly string[]): readonly string[] {
  if (classes.length < 2) return [];
  const [first, second] = [...classes.keys()].sort((a, b) => probabilities[b]! - probabilities[a]! || a - b);
  return [
    `${classes[first!]} ${percent(probabilities[first!]!)}, ${classes[second!]} ${percent(probabilities[second!]!)}`,
  ];
}
