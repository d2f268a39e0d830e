import type { EvaluationPlan, ModelPlan, RecipePlan } from '../language/plan/plan.ts';

/** The models that recipes and evaluations run, those of recipes that they draw from included. */
export function modelsOf({
  recipes = [],
  evaluations = [],
}: {
  readonly recipes?: readonly RecipePlan[];
  readonly evaluations?: readonly EvaluationPlan[];
}): readonly ModelPlan[] {
  const judged = evaluations.flatMap(({ on }) => on).flatMap((on) => (on.kind === 'recipe' ? [on.recipe] : []));
  const drawn = [...recipes, ...judged].flatMap(withSources);
  return [...drawn.map(({ model }) => model), ...evaluations.map(({ model }) => model)];
}

function withSources(recipe: RecipePlan): readonly RecipePlan[] {
  return [...(recipe.sources ?? []).flatMap(withSources), recipe];
}
