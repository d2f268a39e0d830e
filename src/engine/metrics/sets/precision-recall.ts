/**
 * @file Precision and recall of drawn images against real ones (Kynkäänniemi et al. 2019, arXiv 1904.06991), density and
 * coverage (Naeem et al. 2020, arXiv 2002.09797), as the latter's reference implementation `prdc` has them: a ball around
 * each image reaches to its k-th nearest of its own set, and being inside is strict.
 */
import type { Estimate } from '../../../protocol/evaluation.ts';
import { wilson } from '../../../protocol/statistics/wilson.ts';
import { bootstrapEnds } from '../resampling.ts';
import { distanceBands } from './distance-bands.ts';
import type { Measuring } from './in-turns.ts';
import { nearestNeighbours, outermost } from './nearest-neighbours.ts';
import { type PointSet, requireSameSpace } from './point-set.ts';

export interface PrecisionRecall {
  readonly k: number;
  /** Share of drawn images within the ball of a real one. */
  readonly precision: Estimate;
  /** Share of real images within the ball of a drawn one. */
  readonly recall: Estimate;
  /** Balls of real images that a drawn one lies in, over k; no share: above 1 where drawn ones crowd. */
  readonly density: Estimate;
  /** Share of real images with a drawn one in their ball. */
  readonly coverage: Estimate;
  /** Of each drawn image: how many real images' balls it lies in; 0 counts against precision. */
  readonly balls: Uint32Array;
  /** Of each real image: 1 where its ball holds a drawn one. */
  readonly covered: Uint8Array;
}

/** What the reference implementation's examples use. */
export const USUAL_NEIGHBOURS = 5;

/**
 * Intervals are over the images that are counted, the other set being taken as it is: Wilson's for shares, the bootstrap
 * for density. They say nothing of other real images than these.
 *
 * Does not measure whether images are of their class, whether they look right beyond what the embedding tells, nor
 * copying: a copy of a real image is as precise as can be. Figures of different n, k or judges cannot be compared.
 * @param real [n, d], @param drawn [m, d]: embeddings of one judge
 * @param k from 1 on
 * @returns null unless both sets have more than k images
 */
export function* precisionRecall(
  real: PointSet,
  drawn: PointSet,
  k = USUAL_NEIGHBOURS,
): Measuring<PrecisionRecall | null> {
  requireSameSpace(real, drawn);
  if (!Number.isInteger(k) || k < 1 || Math.min(real.count, drawn.count) <= k) return null;
  const realRadii = outermost(yield* nearestNeighbours(real, real, k));
  const drawnRadii = outermost(yield* nearestNeighbours(drawn, drawn, k));
  return figuresOf(yield* countInside(real, drawn, { realRadii, drawnRadii }), k);
}

/** Squared. */
interface Radii {
  readonly realRadii: Float32Array;
  readonly drawnRadii: Float32Array;
}

interface Inside {
  readonly balls: Uint32Array;
  readonly covered: Uint8Array;
  /** Of each real image: 1 where it lies in the ball of a drawn one. */
  readonly recalled: Uint8Array;
}

function* countInside(real: PointSet, drawn: PointSet, { realRadii, drawnRadii }: Radii): Measuring<Inside> {
  const balls = new Uint32Array(drawn.count);
  const covered = new Uint8Array(real.count);
  const recalled = new Uint8Array(real.count);
  for (const { from, rows, squared } of distanceBands(real, drawn)) {
    for (let i = from; i < from + rows; i++) {
      const distances = squared[i - from]!;
      const radius = realRadii[i]!;
      for (let j = 0; j < distances.length; j++) {
        const distance = distances[j]!;
        if (distance < radius) {
          balls[j]!++;
          covered[i] = 1;
        }
        if (distance < drawnRadii[j]!) recalled[i] = 1;
      }
    }
    yield { done: from + rows, total: real.count };
  }
  return { balls, covered, recalled };
}

function figuresOf({ balls, covered, recalled }: Inside, k: number): PrecisionRecall {
  return {
    k,
    precision: share(balls),
    recall: share(recalled),
    density: density(balls, k),
    coverage: share(covered),
    balls,
    covered,
  };
}

/** Of those that are not 0. */
function share(counts: Iterable<number>): Estimate {
  const all = [...counts];
  return wilson(all.filter((count) => count > 0).length, all.length);
}

function density(balls: Uint32Array, k: number): Estimate {
  const n = balls.length;
  const value = balls.reduce((sum, count) => sum + count, 0) / (k * n);
  const ends = bootstrapEnds(n, (sample) => {
    let sum = 0;
    for (let s = 0; s < n; s++) sum += balls[sample[s]!]!;
    return sum / (k * n);
  });
  return { value, n, ...ends, method: 'bootstrap' };
}
