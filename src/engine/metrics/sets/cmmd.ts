/**
 * @file CMMD: how far apart two sets of images lie as CLIP sees them (Jayasumana et al. 2024, Rethinking FID,
 * arXiv 2401.09603): the squared maximum mean discrepancy of unit embeddings under exp(−‖x − y‖² / 2σ²), σ = 10, times
 * 1000; the biased estimate, as the reference implementation has it.
 */
import { distanceBands } from './distance-bands.ts';
import type { Measuring } from './in-turns.ts';
import { type PointSet, requireSameSpace, unitPoints } from './point-set.ts';

const SIGMA = 10;
const SCALE = 1000;
const GAMMA = 1 / (2 * SIGMA ** 2);

/**
 * From 0 (the same) on; no share, and without an interval: the literature gives none.
 *
 * σ is wide beside distances on the unit sphere, at most 2, so the figure is nearly 10 · ‖mean(x) − mean(y)‖²: it says
 * whether the two sets have the same mean direction, and nothing of variety, single images or copying. The paper's
 * figures are of CLIP ViT-L/14 at 336 pixels; figures of other judges cannot be compared with them.
 * @param real [n, d], @param drawn [m, d]: embeddings of one judge, of any length
 * @returns null when a set is empty
 */
export function* cmmd(real: PointSet, drawn: PointSet): Measuring<number | null> {
  requireSameSpace(real, drawn);
  if (real.count === 0 || drawn.count === 0) return null;
  const x = unitPoints(real);
  const y = unitPoints(drawn);
  const within = (yield* meanKernelLessOne(x, x)) + (yield* meanKernelLessOne(y, y));
  return SCALE * Math.max(0, within - 2 * (yield* meanKernelLessOne(x, y)));
}

/** The kernel is near 1 throughout; less 1, which cancels out, its digits are kept. */
function* meanKernelLessOne(points: PointSet, others: PointSet): Measuring<number> {
  let sum = 0;
  for (const { from, rows, squared } of distanceBands(points, others)) {
    for (const distances of squared) {
      for (let j = 0; j < distances.length; j++) sum += Math.expm1(-GAMMA * distances[j]!);
    }
    yield { done: from + rows, total: points.count };
  }
  return sum / (points.count * others.count);
}
