/**
 * @file Real images that no drawn one covers (coverage of Naeem et al. 2020, arXiv 2002.09797, image by image), those
 * that lie together taken together: what to draw next.
 */
import { distanceBands } from './distance-bands.ts';
import type { Measuring } from './in-turns.ts';
import { nearestNeighbours, outermost } from './nearest-neighbours.ts';
import { type PointSet, pointsAt, requireSameSpace } from './point-set.ts';
import { USUAL_NEIGHBOURS } from './precision-recall.ts';

export interface CoverageHole {
  /** Index of the real image that stands for the hole: most of the others lie in its ball. */
  readonly centre: number;
  /** Indices of the real images in it, ascending, the centre among them. */
  readonly members: readonly number[];
}

/**
 * The largest first; each uncovered image is in one hole. Holes are found greedily: the ball that holds most of the
 * images that are left is the next.
 *
 * Does not say why: a real image that is itself odd or wrongly labelled is a hole as well, and balls are wide where real
 * images lie thin, so what is rare is easily covered.
 * @param real [n, d], @param drawn [m, d]: embeddings of one judge
 * @param k to whose distance a ball reaches, as in `precisionRecall`
 * @returns null without more than k real images
 */
export function* coverageHoles(
  real: PointSet,
  drawn: PointSet,
  k = USUAL_NEIGHBOURS,
): Measuring<readonly CoverageHole[] | null> {
  requireSameSpace(real, drawn);
  if (!Number.isInteger(k) || k < 1 || real.count <= k) return null;
  const radii = outermost(yield* nearestNeighbours(real, real, k));
  const nearest = yield* nearestNeighbours(real, drawn, 1);
  const uncovered = [...radii.keys()].filter((i) => nearest.each === 0 || !(nearest.squared[i]! < radii[i]!));
  const within = yield* ballsOf(pointsAt(real, uncovered), (i) => radii[uncovered[i]!]!);
  return greedyHoles(within).map(({ centre, members }) => ({
    centre: uncovered[centre]!,
    members: members.map((i) => uncovered[i]!),
  }));
}

/** Of each point those in its ball or on its edge, itself included. */
function* ballsOf(points: PointSet, radiusOf: (index: number) => number): Measuring<readonly (readonly number[])[]> {
  const balls: number[][] = [];
  for (const { from, rows, squared } of distanceBands(points, points)) {
    for (let row = 0; row < rows; row++) {
      const radius = radiusOf(from + row);
      const ball: number[] = [];
      for (let j = 0; j < points.count; j++) if (squared[row]![j]! <= radius) ball.push(j);
      balls.push(ball);
    }
    yield { done: from + rows, total: points.count };
  }
  return balls;
}

function greedyHoles(balls: readonly (readonly number[])[]): readonly CoverageHole[] {
  const left = new Set(balls.keys());
  const holes: CoverageHole[] = [];
  while (left.size > 0) {
    const [centre, members] = largestOf(balls, left);
    for (const member of members) left.delete(member);
    holes.push({ centre, members });
  }
  return holes;
}

/** Of those that are left; of equals the first. */
function largestOf(balls: readonly (readonly number[])[], left: ReadonlySet<number>): readonly [number, number[]] {
  let best: readonly [number, number[]] = [-1, []];
  for (const centre of left) {
    if (balls[centre]!.length <= best[1].length) continue;
    const members = balls[centre]!.filter((member) => left.has(member));
    if (members.length > best[1].length) best = [centre, members];
  }
  return best;
}
