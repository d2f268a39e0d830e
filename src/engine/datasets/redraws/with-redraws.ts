/** @file What is asked for by a file, and what people had drawn in its place. */
import { placeRedraws } from '../../../language/plan/place-redraws.ts';
import type { CellPlan, CuratePlan, ImagePlan, RecipePlan } from '../../../language/plan/plan.ts';
import type { PlacedRedraw } from '../../../protocol/decisions.ts';
import type { ImageSource } from '../../../protocol/image-sets.ts';
import { readRedraws } from './standing-redraws.ts';

/**
 * The recipe with images that were drawn in place of rejected ones: to look up, score and sort them. How other words are
 * read by a painter is for the language to say, so it is not to be drawn by.
 * @param workspace absolute
 * @throws Failure as `readRedraws`
 */
export async function recipeWithRedraws(workspace: string, recipe: RecipePlan): Promise<RecipePlan> {
  return placeRedraws(recipe, await readRedraws(workspace), memberAgain);
}

/** @throws Failure as `recipeWithRedraws` */
export async function curationWithRedraws(workspace: string, curation: CuratePlan): Promise<CuratePlan> {
  return placedIn(curation, await readRedraws(workspace));
}

/** @throws Failure as `recipeWithRedraws` */
export async function sourceWithRedraws(workspace: string, source: ImageSource): Promise<ImageSource> {
  const redraws = await readRedraws(workspace);
  if (source.kind === 'curation') return { ...source, curation: placedIn(source.curation, redraws) };
  return { ...source, recipes: source.recipes.map((recipe) => placeRedraws(recipe, redraws, memberAgain)) };
}

function placedIn(curation: CuratePlan, redraws: readonly PlacedRedraw[]): CuratePlan {
  const from = curation.from.map((source) =>
    source.kind === 'recipe' ? { ...source, recipe: placeRedraws(source.recipe, redraws, memberAgain) } : source,
  );
  return { ...curation, from };
}

function memberAgain(_: CellPlan, { reading, ...rejected }: ImagePlan, redraw: PlacedRedraw): ImagePlan {
  const { key, seed, prompt = rejected.prompt } = redraw;
  const isSame = prompt === rejected.prompt;
  return { ...rejected, ...(isSame && reading !== undefined && { reading }), key, seed, prompt };
}
