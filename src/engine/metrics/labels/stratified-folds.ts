import { MersenneTwister } from '../../random/mersenne-twister.ts';

const SEED = 1974; // M. Stone, Cross-Validatory Choice and Assessment of Statistical Predictions.

/**
 * Of each image the fold that it is in, so that every class is spread evenly: of two folds one has at most one image of a
 * class more. The same labels and seed give the same folds.
 * @param folds from 2 on
 */
export function stratifiedFolds(labels: readonly number[], folds: number, seed = SEED): readonly number[] {
  const random = new MersenneTwister(seed);
  const chances = labels.map(() => random.uniform53());
  const order = [...labels.keys()].sort((a, b) => labels[a]! - labels[b]! || chances[a]! - chances[b]! || a - b);
  const result = labels.map(() => 0);
  // Dealt through all classes in one go, so that small classes do not all begin with the first fold.
  for (const [place, index] of order.entries()) result[index] = place % folds;
  return result;
}
