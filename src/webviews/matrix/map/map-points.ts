/** @file The points of an embedding map. */
import type { MatrixImageId, MatrixMap } from '../../../protocol/webviews/matrix.ts';
import type { Point } from './map-view.ts';

export interface MapPoint {
  readonly place: Point;
  readonly id: MatrixImageId;
  /** Indices into the report's classes. */
  readonly actual: number;
  readonly predicted: number;
}

/** Images that have a place. @param shown whether a source is to be seen */
export function imagePoints({ sources }: MatrixMap, shown: (source: number) => boolean): readonly MapPoint[] {
  return sources.flatMap(({ places, actual, predicted }, source) =>
    shown(source)
      ? places.flatMap((place, image) =>
          place
            ? [{ place, id: { source, image }, actual: actual[image] ?? -1, predicted: predicted[image] ?? -1 }]
            : [],
        )
      : [],
  );
}

/** What a class is on the map, for those who do not see it. */
export interface ClassPlace {
  readonly class: number;
  readonly n: number;
  /** Mean place of its images; absent when it has none. */
  readonly centre?: Point;
  /** Root mean square distance of its images from their centre. */
  readonly spread?: number;
  /** The class whose images' centre is nearest. */
  readonly nearest?: number;
}

export function classPlaces(points: readonly MapPoint[], classCount: number): readonly ClassPlace[] {
  const groups = Array.from({ length: classCount }, (): Point[] => []);
  for (const { actual, place } of points) groups[actual]?.push(place);
  const centres = groups.map(centreOf);
  return groups.map((places, index): ClassPlace => {
    const centre = centres[index];
    if (!centre) return { class: index, n: 0 };
    const spread = Math.sqrt(places.reduce((sum, place) => sum + distance(place, centre) ** 2, 0) / places.length);
    const nearest = nearestOf(centre, centres, index);
    return { class: index, n: places.length, centre, spread, ...(nearest !== undefined && { nearest }) };
  });
}

function centreOf(places: readonly Point[]): Point | undefined {
  if (places.length === 0) return undefined;
  const mean = (axis: 0 | 1) => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
  return [mean(0), mean(1)];
}

function nearestOf(centre: Point, centres: readonly (Point | undefined)[], own: number): number | undefined {
  const others = centres.flatMap((other, index) =>
    other && index !== own ? [{ index, distance: distance(centre, other) }] : [],
  );
  return others.sort((a, b) => a.distance - b.distance)[0]?.index;
}

function distance([ax, ay]: Point, [bx, by]: Point): number {
  return Math.hypot(ax - bx, ay - by);
}
