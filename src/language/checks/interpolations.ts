/** @file `${class.attribute.…}`: whether every class at hand has what a prompt reads of it. */
import { type Problem, problem } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import type { Class, Evaluate, Recipe } from '../generated/ast.ts';
import { judgedClasses } from '../plan/evaluation-plan.ts';
import { promptLines } from '../plan/prompt-lines.ts';
import { rowClasses } from '../plan/recipe-plan.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { referenceOf } from '../scope/interpolation.ts';
import { interpolationsIn } from '../scope/interpolations.ts';
import { attributeParts } from '../scope/lookup.ts';
import { settingValues } from '../settings/values.ts';

export function checkInterpolations(document: PromptDocument): Problem[] {
  const found = document.tree.declarations.flatMap((declaration) => {
    if (declaration.keyword === 'recipe') return missing(document, declaration, rowClasses(document, declaration));
    return declaration.keyword === 'evaluate'
      ? missing(document, declaration, judgedClasses(document, declaration))
      : [];
  });
  return unique(found);
}

function missing(
  document: PromptDocument,
  declaration: Recipe | Evaluate,
  classes: readonly (Class | undefined)[],
): Problem[] {
  const negative = settingValues(document, declaration, 'negative', 'prompt');
  const lines = [...promptLines(document, declaration), ...negative];
  return lines.flatMap((line) =>
    interpolationsIn(promptOf(line).parts).flatMap((interpolation) => {
      const reference = referenceOf(interpolation.name);
      if (reference.kind !== 'attribute') return [];
      const lacking = classes.find((each) => each && !attributeParts(document, each, reference.attribute));
      return lacking?.name === undefined
        ? []
        : [problem('missing-attribute', interpolation.nameAt, lacking.name, reference.attribute)];
    }),
  );
}

/** A template used twice is reported once. */
function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((found) => [`${found.at.start} ${found.message}`, found])).values()];
}
