/**
 * @file Which drawn images may be copies of real ones: the calibrated distance of Carlini et al. 2023, Extracting
 * Training Data from Diffusion Models (arXiv 2301.13188, section 4.2): ‖x̂ − x‖ / (α · mean distance of x̂ to its n nearest
 * real images), x the nearest of them. A copy is far nearer to one image than to the next.
 */
import type { Measuring } from './in-turns.ts';
import { type Neighbours, nearestNeighbours } from './nearest-neighbours.ts';
import { type PointSet, requireSameSpace } from './point-set.ts';

export interface MemorisationSuspect {
  /** Index of the drawn image. */
  readonly drawn: number;
  /** Index of the real one nearest to it. */
  readonly real: number;
  /** Euclidean. */
  readonly distance: number;
  /** From 0 (the same) to 1 / α (as far as all the others). */
  readonly calibrated: number;
}

/** The paper's. */
const ALPHA = 0.5;
const NEIGHBOURS = 50;

/**
 * All drawn images, the most suspect first.
 *
 * A suspicion, not a finding: no threshold of it holds for all models, and measures of this kind miss known copies. A
 * real image that is there twice makes its copies less suspect. Show the pair to a person.
 * @param real what was trained on, [n, d], @param drawn [m, d]: embeddings of one judge
 * @param neighbours with fewer real images, all of them
 * @returns null without two real images
 */
export function* memorisationSuspects(
  real: PointSet,
  drawn: PointSet,
  neighbours = NEIGHBOURS,
): Measuring<readonly MemorisationSuspect[] | null> {
  requireSameSpace(real, drawn);
  if (real.count < 2 || !(neighbours >= 2)) return null;
  const nearest = yield* nearestNeighbours(drawn, real, neighbours);
  return Array.from({ length: drawn.count }, (_, j) => suspect(nearest, j)).sort(
    (a, b) => a.calibrated - b.calibrated || a.drawn - b.drawn,
  );
}

function suspect({ each, indices, squared }: Neighbours, drawn: number): MemorisationSuspect {
  const start = drawn * each;
  const distance = Math.sqrt(squared[start]!);
  let sum = 0;
  for (let place = 0; place < each; place++) sum += Math.sqrt(squared[start + place]!);
  return { drawn, real: indices[start]!, distance, calibrated: sum === 0 ? 0 : distance / ((ALPHA * sum) / each) };
}
