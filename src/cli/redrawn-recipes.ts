/** @file What people had drawn in place of images that they rejected is drawn with its recipe, on every machine. */
import { placeRedraws } from '../language/plan/place-redraws.ts';
import type { RecipePlan } from '../language/plan/plan.ts';
import { redrawnImage } from '../language/plan/redrawn-image.ts';
import type { EngineSession } from './engine-session.ts';

/** The same recipes with their redraws; one whose key is another by now was written for another version, and is left out. */
export async function withRedraws(
  recipes: readonly RecipePlan[],
  { calls }: Pick<EngineSession, 'calls'>,
): Promise<readonly RecipePlan[]> {
  const redraws = await calls.lookupRedraws({});
  return recipes.map((recipe) =>
    placeRedraws(recipe, redraws, ({ settings }, rejected, { seed, key, prompt }) => {
      const image = redrawnImage(recipe.model, settings, rejected, { seed, ...(prompt !== undefined && { prompt }) });
      return image.key === key ? image : undefined;
    }),
  );
}
