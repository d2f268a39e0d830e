/** @file An image once more, with a seed of chance: drawn beside its recipe, into the cache and into no file. */
import { randomInt } from 'node:crypto';
import { placeRedraws } from '../../../language/plan/place-redraws.ts';
import type { ImagePlan, RecipePlan } from '../../../language/plan/plan.ts';
import type { PlacedRedraw } from '../../../protocol/decisions.ts';
import type { IndexedImage } from './grid-images.ts';

/** Seeds that every noise source takes, and that people can still read. */
const seeds = 2 ** 32;

export function newSeed(): number {
  return randomInt(seeds);
}

/** A recipe of this one image. Its name says that it is none of the file's, so that its run is not taken for theirs. */
export function recipeOfOne(
  recipe: RecipePlan,
  { cell }: IndexedImage,
  image: ImagePlan,
  what: 'new seed' | 'redraw' = 'new seed',
): RecipePlan {
  const [row, column] = [recipe.rows[cell.row], recipe.columns[cell.column]];
  return {
    ...recipe,
    name: `${recipe.name} (${what})`,
    rows: row ? [row] : [],
    columns: column ? [column] : [],
    cells: [{ ...cell, row: 0, column: 0, images: [image] }],
  };
}

/** What was drawn in place of an image, in place of that, and so on. */
export function redrawsAfter(key: string, redraws: readonly PlacedRedraw[]): readonly PlacedRedraw[] {
  const found = redraws.filter(({ of }) => of === key);
  const others = redraws.filter((each) => !found.includes(each));
  return [...found, ...found.flatMap((each) => redrawsAfter(each.key, others))];
}

/** To be looked up, and not to be drawn by: how a painter reads their words is left out. */
export function recipeOfRedraws(recipe: RecipePlan, redraws: readonly PlacedRedraw[]): RecipePlan {
  const wanted = new Set(redraws.map(({ key }) => key));
  const placed = placeRedraws(recipe, redraws, (_, { reading: __, ...rejected }, { key, seed, prompt }) => {
    return { ...rejected, key, seed, prompt: prompt ?? rejected.prompt };
  });
  const cells = placed.cells.map((cell) => ({ ...cell, images: cell.images.filter(({ key }) => wanted.has(key)) }));
  return { ...placed, cells };
}
