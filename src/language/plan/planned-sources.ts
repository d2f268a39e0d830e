/** @file Names of data sets and recipes → what they stand for. */
import { documentOf, type PromptDocument } from '../document.ts';
import type { Curate, Evaluate, Recipe } from '../generated/ast.ts';
import { settingValues } from '../settings/values.ts';
import { planData } from './data-plan.ts';
import type { EvaluationSource, RecipePlan } from './plan.ts';
import { planRecipe } from './recipe-plan.ts';

/**
 * @param key the setting that names them
 * @param recipes of the file itself, as planned
 */
export function plannedSources(
  document: PromptDocument,
  declaration: Evaluate | Curate,
  key: 'on' | 'from',
  recipes: readonly RecipePlan[],
): EvaluationSource[] {
  return settingValues(document, declaration, key, 'names').flatMap(({ name }): EvaluationSource[] => {
    const named = document.names.get(name);
    if (named?.keyword === 'data') return [{ kind: 'data', data: planData(document, named) }];
    const recipe = named?.keyword === 'recipe' ? planOf(document, named, recipes) : undefined;
    return recipe ? [{ kind: 'recipe', recipe }] : [];
  });
}

/** An imported recipe is planned where it stands: its `all` are the classes known there. */
function planOf(document: PromptDocument, recipe: Recipe, recipes: readonly RecipePlan[]): RecipePlan | undefined {
  const home = documentOf(document, recipe);
  return home === document ? recipes.find((each) => each.name === recipe.name) : planRecipe(home, recipe);
}
