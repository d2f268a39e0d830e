/** @file The images of a recipe by their index, as the grid counts them: cell by cell, and within a cell by number. */
import type { CellPlan, ImagePlan, RecipePlan } from '../../../language/plan/plan.ts';

export interface IndexedImage {
  readonly cell: CellPlan;
  readonly image: ImagePlan;
  /** Index of its cell, and its number there. */
  readonly at: readonly [cell: number, image: number];
}

const known = new WeakMap<RecipePlan, readonly IndexedImage[]>();

export function indexedImages(recipe: RecipePlan): readonly IndexedImage[] {
  const before = known.get(recipe);
  if (before) return before;
  const images = recipe.cells.flatMap((cell, index) =>
    cell.images.map((image, number): IndexedImage => ({ cell, image, at: [index, number] })),
  );
  known.set(recipe, images);
  return images;
}

export function findImage(recipe: RecipePlan, key: string): IndexedImage | undefined {
  return indexedImages(recipe).find(({ image }) => image.key === key);
}

/** Indices of the images in whose prompt every one of the words stands, in whatever case. */
export function imagesWith(recipe: RecipePlan, words: string): readonly number[] {
  const wanted = words
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
  return indexedImages(recipe).flatMap(({ image }, index) => {
    const prompt = image.prompt.toLowerCase();
    return wanted.every((word) => prompt.includes(word)) ? [index] : [];
  });
}
