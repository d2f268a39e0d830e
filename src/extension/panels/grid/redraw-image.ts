/** @file An image once more, with a seed of chance: drawn beside its recipe, into the cache and into no file. */
import { randomInt } from 'node:crypto';
import type { ImagePlan, RecipePlan } from '../../../language/plan/plan.ts';
import type { IndexedImage } from './grid-images.ts';

/** Seeds that every noise source takes, and that people can still read. */
const seeds = 2 ** 32;

export function newSeed(): number {
  return randomInt(seeds);
}

/** A recipe of this one image. Its name says that it is none of the file's, so that its run is not taken for theirs. */
export function recipeOfOne(recipe: RecipePlan, { cell }: IndexedImage, image: ImagePlan): RecipePlan {
  const [row, column] = [recipe.rows[cell.row], recipe.columns[cell.column]];
  return {
    ...recipe,
    name: `${recipe.name} (new seed)`,
    rows: row ? [row] : [],
    columns: column ? [column] : [],
    cells: [{ ...cell, row: 0, column: 0, images: [image] }],
  };
}
