import type { GridSnapshot } from '../../protocol/webviews/grid.ts';
import type { ImagePlace } from './image-layout.ts';

/** The image before or after, cell by cell in reading order; the same at either end. */
export function neighbour({ cells }: GridSnapshot, at: ImagePlace, by: 1 | -1): ImagePlace {
  const places = cells.flatMap(({ images }, cell) => images.map((_, image) => ({ cell, image })));
  const index = places.findIndex(({ cell, image }) => cell === at.cell && image === at.image);
  return places[index + by] ?? at;
}
