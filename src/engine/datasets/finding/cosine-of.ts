import { cosine } from '../../arithmetic/directions.ts';
import { type PointSet, rowOf } from '../../metrics/sets/point-set.ts';

/** Of a row of one set and a row of another. */
export function cosineOf(points: PointSet, index: number, others: PointSet, other: number): number {
  return cosine(rowOf(points, index), rowOf(others, other));
}
