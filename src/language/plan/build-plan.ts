/** @file Tree → plan: pure and deterministic. What carries an error is left out, and what depends on it. */

import type { PromptDocument } from '../document.ts';
import { type ProblemsOf, soundProgram } from '../program/sound.ts';
import { classesIn } from '../scope/classes.ts';
import { isNamed } from '../tree/declarations.ts';
import { planClass } from './class-plan.ts';
import { planCuration } from './curation-plan.ts';
import { planData } from './data-plan.ts';
import { planEvaluation } from './evaluation-plan.ts';
import { planJudging } from './judging-plan.ts';
import { PLAN_VERSION, type Plan } from './plan.ts';
import { planRecipe } from './recipe-plan.ts';

/** @param problemsOf what is wrong in the file itself and in those that it imports. */
export function buildPlan(document: PromptDocument, problemsOf: ProblemsOf): Plan {
  // Names of what is left out mean nothing any more, so that `all` is all that is sound.
  const whole = soundProgram(document, problemsOf);
  const sound = document.tree.declarations
    .filter(isNamed)
    .filter((declaration) => whole.declared.get(declaration.name ?? '') === declaration);
  const recipes = sound.flatMap((declaration) =>
    declaration.keyword === 'recipe' ? (planRecipe(whole, declaration) ?? []) : [],
  );
  const evaluations = sound.flatMap((declaration) =>
    declaration.keyword === 'evaluate' ? (planEvaluation(whole, declaration, recipes) ?? []) : [],
  );
  const curations = sound.flatMap((declaration) =>
    declaration.keyword === 'curate' ? (planCuration(whole, declaration, recipes) ?? []) : [],
  );
  return {
    version: PLAN_VERSION,
    file: document.file,
    classes: classesIn(whole).map((declaration) => planClass(whole, declaration)),
    data: [...whole.names.values()].flatMap((named) => (named.keyword === 'data' ? planData(whole, named) : [])),
    recipes: recipes.map((plan) => {
      const recipe = whole.declared.get(plan.name);
      return recipe?.keyword === 'recipe' ? { ...plan, judging: planJudging(whole, recipe, plan, evaluations) } : plan;
    }),
    evaluations,
    ...(curations.length > 0 && { curations }),
  };
}
