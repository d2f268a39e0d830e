import { distanceBands } from './distance-bands.ts';
import type { Measuring } from './in-turns.ts';
import type { PointSet } from './point-set.ts';

/** Of each point its nearest others, the nearest first; of equally near ones the earlier. */
export interface Neighbours {
  /** Of each point. */
  readonly each: number;
  /** [points, each]: indices of others. */
  readonly indices: Int32Array;
  /** [points, each]: Euclidean distance, squared. */
  readonly squared: Float32Array;
}

/**
 * Exact, by comparing each with each.
 * @param others `points` itself: then none is its own neighbour
 * @param wanted fewer are found where there are fewer
 */
export function* nearestNeighbours(points: PointSet, others: PointSet, wanted: number): Measuring<Neighbours> {
  const isSelf = points === others;
  const each = Math.max(0, Math.min(wanted, isSelf ? others.count - 1 : others.count));
  const indices = new Int32Array(points.count * each);
  const squared = new Float32Array(points.count * each);
  if (each > 0) {
    for (const { from, rows, squared: band } of distanceBands(points, others)) {
      for (let row = 0; row < rows; row++) {
        const at = from + row;
        const found = { indices: indices.subarray(at * each), squared: squared.subarray(at * each) };
        keepNearest(band[row]!, isSelf ? at : -1, each, found);
      }
      yield { done: from + rows, total: points.count };
    }
  }
  return { each, indices, squared };
}

/** By insertion: nearly all are farther than the last that is kept. @param itself left out */
function keepNearest(
  distances: Float32Array,
  itself: number,
  each: number,
  { indices, squared }: Pick<Neighbours, 'indices' | 'squared'>,
): void {
  let kept = 0;
  for (let other = 0; other < distances.length; other++) {
    const distance = distances[other]!;
    if (other === itself || (kept === each && distance >= squared[each - 1]!)) continue;
    let place = kept < each ? kept++ : each - 1;
    for (; place > 0 && squared[place - 1]! > distance; place--) {
      squared[place] = squared[place - 1]!;
      indices[place] = indices[place - 1]!;
    }
    squared[place] = distance;
    indices[place] = other;
  }
}

/** Squared distance of each point to the last of its neighbours; needs one at least. */
export function outermost({ each, squared }: Neighbours): Float32Array {
  return Float32Array.from({ length: squared.length / each }, (_, i) => squared[(i + 1) * each - 1]!);
}
