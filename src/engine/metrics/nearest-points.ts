/** The points nearest to one, by Euclidean distance, itself first. */
export interface NearestPoints {
  readonly indices: number[];
  readonly distances: number[];
}

/** Exact. @param count at most as many as there are points */
export function nearestPoints(points: readonly Float64Array[], to: number, count: number): NearestPoints {
  const from = points[to]!; // An index, by contract.
  const indices: number[] = [];
  const distances: number[] = [];
  for (let other = 0; other < points.length; other++) {
    const distance = other === to ? -1 : squaredDistance(from, points[other]!); // Before its equals.
    if (indices.length === count && distance >= distances[count - 1]!) continue;
    let place = Math.min(indices.length, count - 1);
    for (; place > 0 && distances[place - 1]! > distance; place--) {
      indices[place] = indices[place - 1]!;
      distances[place] = distances[place - 1]!;
    }
    indices[place] = other;
    distances[place] = distance;
  }
  return { indices, distances: distances.map((distance) => Math.sqrt(Math.max(0, distance))) };
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return sum;
}
