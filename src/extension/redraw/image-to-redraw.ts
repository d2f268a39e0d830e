import type { ImagePlan, RecipePlan } from '../../language/plan/plan.ts';
import type { PlacedRedraw } from '../../protocol/decisions.ts';
import type { ReseedParams } from '../../protocol/language.ts';
import { findImage, type IndexedImage } from '../panels/grid/grid-images.ts';

/** Asks the language server, which knows how words are read. */
export type Reseed = (params: ReseedParams) => Promise<ImagePlan>;

/** An image of a recipe, or one that was drawn in place of one; undefined when it is neither. */
export async function imageToRedraw(
  recipe: RecipePlan,
  key: string,
  redraws: readonly PlacedRedraw[],
  reseed: Reseed,
): Promise<IndexedImage | undefined> {
  const own = findImage(recipe, key);
  const redraw = redraws.find((each) => each.key === key);
  if (own || !redraw) return own;
  // Without itself, so that a circle that somebody wrote by hand ends.
  const others = redraws.filter((each) => each !== redraw);
  const rejected = await imageToRedraw(recipe, redraw.of, others, reseed);
  if (!rejected) return undefined;
  const { seed, prompt } = redraw;
  const { cell, image } = rejected;
  const again = { model: recipe.model, settings: cell.settings, image, seed, ...(prompt !== undefined && { prompt }) };
  return { ...rejected, image: await reseed(again) };
}
