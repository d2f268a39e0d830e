/**
 * @file *Reject and Redraw*: an image is rejected, and another is drawn in its place, with a new seed and maybe with other
 * words. The decision says so first, so that nothing is lost when drawing fails: the next run draws it.
 */
import type { ImagePlan, RecipePlan } from '../../language/plan/plan.ts';
import type { PlacedRedraw, Redraw } from '../../protocol/decisions.ts';
import { Failure } from '../../protocol/failure.ts';
import type { IndexedImage } from '../panels/grid/grid-images.ts';
import { newSeed, recipeOfOne } from '../panels/grid/redraw-image.ts';
import { imageToRedraw, type Reseed } from './image-to-redraw.ts';

export interface RejectedImage {
  readonly recipe: RecipePlan;
  /** The plan's key. */
  readonly key: string;
  /** Keeps the decision. */
  readonly reject: (redraw: Redraw) => Promise<unknown>;
}

export interface RedrawParts {
  /** Of the workspace of a prompt file. */
  readonly redrawsOf: (uri: string) => Promise<readonly PlacedRedraw[]>;
  readonly reseed: Reseed;
  readonly draw: (uri: string, recipe: RecipePlan) => Promise<unknown>;
  /** Undefined when nothing is to be done after all. @param prompt the words so far */
  readonly askForWords: (prompt: string) => Promise<string | undefined>;
}

/**
 * Asks for other words of one image; many are drawn with their own.
 * @returns whether anything was rejected
 * @throws Failure `plan-invalid` of an image that its recipe does not draw any more; as the engine's calls
 */
export async function rejectAndRedraw(
  uri: string,
  images: readonly RejectedImage[],
  parts: RedrawParts,
): Promise<boolean> {
  const redraws = await parts.redrawsOf(uri);
  const found: Found[] = [];
  for (const image of images) found.push({ ...image, ...(await findIn(image, redraws, parts)) });
  const [only, ...more] = found;
  if (!only) return false;
  const words = more.length === 0 ? await parts.askForWords(only.at.image.prompt) : '';
  if (words === undefined) return false;
  const drawings: RecipePlan[] = [];
  for (const each of found) drawings.push(await rejected(each, words, parts));
  for (const recipe of drawings) await parts.draw(uri, recipe);
  return true;
}

interface Found extends RejectedImage {
  readonly at: IndexedImage;
}

async function findIn(
  { recipe, key }: RejectedImage,
  redraws: readonly PlacedRedraw[],
  { reseed }: RedrawParts,
): Promise<{ readonly at: IndexedImage }> {
  const at = await imageToRedraw(recipe, key, redraws, reseed);
  if (at) return { at };
  const text = `\`${recipe.name}\` does not draw this image any more; undo the change of its words, or just reject it.`;
  throw new Failure('plan-invalid', text);
}

/** @param words empty: its own @returns what draws the other one */
async function rejected({ recipe, at, reject }: Found, words: string, { reseed }: RedrawParts): Promise<RecipePlan> {
  const { cell, image } = at;
  const prompt = words === '' || words === image.prompt ? {} : { prompt: words };
  const again: ImagePlan = await reseed({
    model: recipe.model,
    settings: cell.settings,
    image,
    seed: newSeed(),
    ...prompt,
  });
  await reject({ key: again.key, seed: again.seed, ...prompt });
  return recipeOfOne(recipe, at, again, 'redraw');
}
