import type { RecipePlan } from '../../../language/plan/plan.ts';
import type { RedrawRequest } from '../../../protocol/decisions.ts';
import type { DrawnRecipe } from '../../../protocol/engine.ts';
import { Failure } from '../../../protocol/failure.ts';
import { decideImages } from '../decisions/decide-images.ts';
import { recipeWithRedraws } from './with-redraws.ts';

/**
 * One step to undo.
 * @param workspace absolute
 * @throws Failure `plan-invalid` when no such image of the recipe is drawn; as `decideImages`
 */
export async function rejectForRedraw(
  workspace: string,
  { recipe, reviewer, key, redraw }: RedrawRequest,
  lookup: (recipe: RecipePlan) => Promise<DrawnRecipe>,
): Promise<void> {
  const drawn = await lookup(await recipeWithRedraws(workspace, recipe));
  const image = drawn.cells.flat().find((each) => each.key === key);
  const { file, hash } = image ?? {};
  if (file === undefined || hash === undefined) {
    throw new Failure(
      'plan-invalid',
      `No such image of \`${recipe.name}\` is drawn; draw the recipe, and reject it then.`,
    );
  }
  await decideImages(workspace, reviewer, [{ key, file, hash }], { op: 'reject', redraw });
}
