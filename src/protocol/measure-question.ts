/** @file What a set is measured by when nobody says otherwise; the same on the command line and in the editor. */
import type { ClassPlan, CuratePlan, DataPlan, DataRole } from '../language/plan/plan.ts';
import type { RecipeChoices } from './language.ts';
import type { MeasureQuestion } from './set-measures.ts';

/** What is meant to be looked at comes first; a few shots say little of what there is. */
const preferred: readonly DataRole[] = ['pool', 'holdout', 'shots'];

/** Undefined where there are no real images. */
export function usualRealData(data: readonly DataPlan[]): DataPlan | undefined {
  return preferred.flatMap((role) => data.filter((each) => each.role === role)).at(0);
}

/** @param choicesOf undefined of a recipe where nothing is to be chosen */
export function variablesOf(
  { from }: Pick<CuratePlan, 'from'>,
  classes: readonly ClassPlan[],
  choicesOf: (recipe: string) => RecipeChoices | undefined,
): Required<Pick<MeasureQuestion, 'choices' | 'attributes'>> {
  const recipes = from.flatMap((source) => (source.kind === 'recipe' ? [source.recipe.name] : []));
  const found = recipes.flatMap((name) => {
    const choices = choicesOf(name);
    return choices ? [[name, choices] as const] : [];
  });
  return {
    choices: Object.fromEntries(found),
    attributes: Object.fromEntries(classes.map(({ name, attributes }) => [name, attributes])),
  };
}
