/** @file How a recipe's images are scored: by the judge that the file itself holds them against, where there is one. */
import type { PromptDocument } from '../document.ts';
import type { Class, Recipe } from '../generated/ast.ts';
import { namePlace } from '../tree/declarations.ts';
import { judgedClass, usualLines } from './judged-prompts.ts';
import { defaultModels } from './model-spec.ts';
import type { EvaluationPlan, JudgingPlan, RecipePlan } from './plan.ts';
import { rowClasses } from './recipe-plan.ts';

/**
 * The evaluation that judges the recipe; else the first that tells all of its classes apart; else the usual judge, which
 * reads the recipe's classes in the usual prompt.
 * @param recipe the declaration of `plan`
 */
export function planJudging(
  document: PromptDocument,
  recipe: Recipe,
  plan: RecipePlan,
  evaluations: readonly EvaluationPlan[],
): JudgingPlan {
  const evaluation = evaluations.find((each) => judges(each, plan)) ?? evaluations.find((each) => covers(each, plan));
  if (evaluation) return { model: evaluation.model, classes: evaluation.classes };
  const lines = usualLines(namePlace(recipe));
  const classes = rowClasses(document, recipe).filter((each): each is Class => each !== undefined);
  return {
    model: { spec: defaultModels.judges },
    classes: classes.map((each) => judgedClass(document, each, lines)),
  };
}

function judges({ on }: EvaluationPlan, { name }: RecipePlan): boolean {
  return on.some((source) => source.kind === 'recipe' && source.recipe.name === name);
}

function covers({ classes }: EvaluationPlan, { rows }: RecipePlan): boolean {
  const told = new Set(classes.map(({ name }) => name));
  return rows.every((row) => row.class !== undefined && told.has(row.class));
}
