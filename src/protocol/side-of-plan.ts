import type { EvaluationPlan, RecipePlan } from '../language/plan/plan.ts';
import type { CompareSide } from './comparison.ts';

interface Declared {
  readonly recipes: readonly RecipePlan[];
  readonly evaluations: readonly EvaluationPlan[];
}

/**
 * A declaration of a plan as the side of a comparison; undefined where the plan has none of this name.
 * @param kind either when absent; of one name, the recipe
 * @param label what people know the plan by, such as a commit's name
 */
export function sideOfPlan(
  { recipes, evaluations }: Declared,
  { kind, name }: { readonly kind?: 'recipe' | 'evaluation'; readonly name: string },
  label: string,
): CompareSide | undefined {
  const recipe = kind === 'evaluation' ? undefined : recipes.find((each) => each.name === name);
  if (recipe) return { kind: 'recipe', recipe, label };
  const evaluation = kind === 'recipe' ? undefined : evaluations.find((each) => each.name === name);
  return evaluation && { kind: 'evaluation', evaluation, label };
}
