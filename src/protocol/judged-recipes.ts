import type { EvaluationPlan, RecipePlan } from '../language/plan/plan.ts';

/** The recipes whose images are judged, each once. */
export function judgedRecipes(evaluations: readonly Pick<EvaluationPlan, 'on'>[]): readonly RecipePlan[] {
  const sources = evaluations.flatMap(({ on }) => on);
  const recipes = sources.flatMap((source) => (source.kind === 'recipe' ? [source.recipe] : []));
  return recipes.filter((recipe, index) => recipes.findIndex(({ name }) => name === recipe.name) === index);
}
