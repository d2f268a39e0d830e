/** @file What a reviewer decided about the images of a recipe, and deciding. */
import type { DecidedImage, DecisionRequest, RecipeDecisions } from '../../../protocol/decisions.ts';
import { undecided } from '../../../protocol/decisions.ts';
import type { DrawnImage, DrawnRecipe } from '../../../protocol/engine.ts';
import { decideImages, type PictureFile, undoSteps } from './decide-images.ts';
import { readDecisions } from './decision-log.ts';
import { foldDecisions, type ReviewerDecision } from './fold-decisions.ts';

/**
 * @param drawn what is drawn of the recipe
 * @throws Failure as `readDecisions`
 */
export async function recipeDecisions(
  workspace: string,
  { recipe, cells }: DrawnRecipe,
  reviewer: string,
): Promise<RecipeDecisions> {
  const decisions = foldDecisions(await readDecisions(workspace, reviewer));
  return {
    recipe,
    cells: cells.map((images) =>
      images.map(({ hash }) => (hash === undefined ? null : shown(decisions.get(hash) ?? undecided))),
    ),
  };
}

/** What a grid shows of it, and what is counted of it. */
function shown({ state, isFlagged, why = [] }: ReviewerDecision): DecidedImage {
  return { state, isFlagged, ...(state === 'rejected' && why.length > 0 && { why }) };
}

/**
 * Keeps a decision on the disk.
 * @throws Failure as `appendDecisions` and `readDecisions`; `image-corrupt` and `file-unreadable` of an image
 */
export async function decide(
  workspace: string,
  drawn: DrawnRecipe,
  { keys, act, reviewer }: Omit<DecisionRequest, 'recipe'>,
): Promise<void> {
  if (act === 'undo') {
    await undoSteps(workspace, reviewer, 1);
    return;
  }
  const images = new Map(drawn.cells.flat().map((image) => [image.key, image]));
  const decided = [...new Set(keys)].flatMap((key) => images.get(key) ?? []).filter(isThere);
  await decideImages(workspace, reviewer, decided, { op: act });
}

function isThere(image: DrawnImage): image is DrawnImage & PictureFile {
  return image.file !== undefined && image.hash !== undefined;
}
