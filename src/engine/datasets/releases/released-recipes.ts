/** @file What is needed of recipes to draw the images of a release again. */
import type { CuratePlan, RecipePlan } from '../../../language/plan/plan.ts';
import type { ManifestImage } from './manifest.ts';

/** Recipes of a curation without the images that are not in the set, and without how they are scored. */
export function recipesOf({ from }: CuratePlan, images: readonly ManifestImage[]): readonly RecipePlan[] {
  const keys = new Set(images.flatMap(({ key }) => key ?? []));
  const recipes = from.flatMap((source) => (source.kind === 'recipe' ? [source.recipe] : []));
  return recipes
    .map((recipe) => onlyImages(recipe, keys))
    .filter(({ cells }) => cells.some((cell) => cell.images.length > 0));
}

/** Cells keep their places. What other images begin with stays, for it may be needed. */
export function onlyImages({ judging: _, ...recipe }: RecipePlan, keys: ReadonlySet<string>): RecipePlan {
  const cells = recipe.cells.map((cell) => ({ ...cell, images: cell.images.filter(({ key }) => keys.has(key)) }));
  return { ...recipe, cells };
}
