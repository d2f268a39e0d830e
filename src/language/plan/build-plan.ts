/** @file Tree → plan: pure and deterministic. What carries an error is left out, and what depends on it. */

import type { Problem } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import { usesIn } from '../scope/uses.ts';
import { isNamed, type Named } from '../tree/declarations.ts';
import { placeOf } from '../tree/places.ts';
import { planClass } from './class-plan.ts';
import { planData, planEvaluation } from './evaluation-plan.ts';
import { PLAN_VERSION, type Plan } from './plan.ts';
import { planRecipe } from './recipe-plan.ts';

export function buildPlan(document: PromptDocument, problems: readonly Problem[]): Plan {
  const sound = soundDeclarations(document, problems);
  // Names of what is left out mean nothing any more, so that `all` is all that is sound.
  const whole: PromptDocument = {
    ...document,
    names: new Map(sound.map((declaration) => [declaration.name ?? '', declaration])),
  };
  const recipes = sound.flatMap((declaration) =>
    declaration.keyword === 'recipe' ? (planRecipe(whole, declaration) ?? []) : [],
  );
  return {
    version: PLAN_VERSION,
    file: document.file,
    classes: sound.flatMap((declaration) => (declaration.keyword === 'class' ? planClass(whole, declaration) : [])),
    data: sound.flatMap((declaration) => (declaration.keyword === 'data' ? planData(whole, declaration) : [])),
    recipes,
    evaluations: sound.flatMap((declaration) =>
      declaration.keyword === 'evaluate' ? (planEvaluation(whole, declaration, recipes) ?? []) : [],
    ),
  };
}

/** Those without errors that use nothing with errors, in the order of the file. */
function soundDeclarations(document: PromptDocument, problems: readonly Problem[]): Named[] {
  const errors = problems.filter((found) => found.severity === 'error');
  const declarations = document.tree.declarations.filter(isNamed);
  const broken = new Set<Named>(declarations.filter((declaration) => hasError(declaration, errors)));
  spread(document, broken);
  return declarations.filter((declaration) => declaration.name !== undefined && !broken.has(declaration));
}

function hasError(declaration: Named, errors: readonly Problem[]): boolean {
  const { start, end } = placeOf(declaration);
  return errors.some(({ at }) => start <= at.start && at.start < end);
}

function spread(document: PromptDocument, broken: Set<Named>): void {
  const uses = usesIn(document);
  for (let size = -1; size !== broken.size; ) {
    size = broken.size;
    for (const { by, target } of uses) if (target && broken.has(target)) broken.add(by);
  }
}
