/**
 * @file Authenticity: is a drawn image farther from the real image nearest to it than that one is from its own nearest?
 * Alaa et al. 2022, How Faithful is your Synthetic Data? (arXiv 2102.08921); AuthPct in dgm-eval.
 */
import type { Estimate } from '../../../protocol/evaluation.ts';
import { wilson } from '../../../protocol/statistics/wilson.ts';
import type { Measuring } from './in-turns.ts';
import { nearestNeighbours } from './nearest-neighbours.ts';
import { type PointSet, requireSameSpace } from './point-set.ts';

export interface Authenticity {
  /** Share of drawn images that are. */
  readonly share: Estimate;
  /** Of each drawn image: 1 where it is. */
  readonly authentic: Uint8Array;
  /** Of each drawn image: the real one nearest to it. */
  readonly nearest: Int32Array;
  /** Of each drawn image: Euclidean distance to it. */
  readonly distance: Float64Array;
}

/**
 * Does not prove copying: where real images lie thin, an original may fall within; nor its absence, for a copy that was
 * cropped or recoloured may lie without. Look at the pairs.
 * @param real what was trained on, [n, d], @param drawn [m, d]: embeddings of one judge
 * @returns null without two real images and a drawn one
 */
export function* authenticity(real: PointSet, drawn: PointSet): Measuring<Authenticity | null> {
  requireSameSpace(real, drawn);
  if (real.count < 2 || drawn.count === 0) return null;
  const among = yield* nearestNeighbours(real, real, 1);
  const { indices, squared } = yield* nearestNeighbours(drawn, real, 1);
  const authentic = Uint8Array.from(squared, (distance, j) => (among.squared[indices[j]!]! < distance ? 1 : 0));
  const hits = authentic.reduce((sum, one) => sum + one, 0);
  return {
    share: wilson(hits, drawn.count),
    authentic,
    nearest: indices,
    distance: Float64Array.from(squared, Math.sqrt),
  };
}
