/** @file Which models recipes, evaluations and curations run, and which of them would have to be downloaded first. */
import type { CuratePlan, EvaluationPlan, EvaluationSource, ModelPlan, RecipePlan } from '../language/plan/plan.ts';
import { modelName } from './model-name.ts';
import type { HubRequest, InstalledModel } from './models.ts';

/** Those of recipes that others draw from included. */
export function modelsOf({
  recipes = [],
  evaluations = [],
  curations = [],
}: {
  readonly recipes?: readonly RecipePlan[];
  readonly evaluations?: readonly EvaluationPlan[];
  readonly curations?: readonly CuratePlan[];
}): readonly ModelPlan[] {
  const judged = evaluations.flatMap(({ on }) => on).flatMap(recipeOf);
  const curated = curations.flatMap(({ from }) => from).flatMap(recipeOf);
  const drawn = [...recipes, ...judged, ...curated].flatMap(withSources);
  return [...drawn, ...evaluations, ...curations.map(({ judging }) => judging)].map(({ model }) => model);
}

function recipeOf(source: EvaluationSource): readonly RecipePlan[] {
  return source.kind === 'recipe' ? [source.recipe] : [];
}

function withSources(recipe: RecipePlan): readonly RecipePlan[] {
  return [...(recipe.sources ?? []).flatMap(withSources), recipe];
}

/** What to download before these models can run, each once. */
export function missingModels(
  models: readonly ModelPlan[],
  installed: readonly InstalledModel[],
): readonly HubRequest[] {
  const requests = models.flatMap(({ spec, precision }): readonly HubRequest[] =>
    spec.kind === 'hub' ? [{ spec, ...(precision && { precision }) }] : [],
  );
  const distinct = new Map(requests.map((request) => [JSON.stringify(request), request]));
  return [...distinct.values()].filter((request) => !isHere(request, installed));
}

/** Whether all files of a model are here, as far as can be told without the network. */
function isHere({ spec, precision }: HubRequest, installed: readonly InstalledModel[]): boolean {
  return installed.some(
    (model) =>
      modelName(model.spec) === modelName(spec) &&
      model.problem === undefined &&
      (precision === undefined ? model.precisions.length > 0 : model.precisions.includes(precision)),
  );
}
