import type { RecipePlan } from '../../../language/plan/plan.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { Failure } from '../../../protocol/failure.ts';
import type { RecipeScores } from '../../../protocol/scores.ts';
import type { Workshop } from '../workshop.ts';

/** @throws Failure */
export async function* scoreRecipe(
  _workshop: Workshop,
  recipe: RecipePlan,
  _signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, RecipeScores> {
  throw new Failure('plan-invalid', `The images of \`${recipe.name}\` cannot be scored yet.`);
}

export async function lookUpScores(_workshop: Workshop, _recipe: RecipePlan): Promise<RecipeScores | null> {
  return null;
}
