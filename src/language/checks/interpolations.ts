/** @file Whether everything that a prompt reads is there: attributes of every class at hand, settings of a recipe. */
import { type Problem, problem } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import type { Class, Evaluate, Recipe, Text } from '../generated/ast.ts';
import { judgedClasses } from '../plan/judged-prompts.ts';
import { promptLines } from '../plan/prompt-lines.ts';
import { rowClasses } from '../plan/recipe-plan.ts';
import type { InterpolationPart } from '../prompt/part.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { isReadableSetting, referenceOf } from '../scope/interpolation.ts';
import { attributeParts, constantOf, wordingsOf } from '../scope/lookup.ts';
import { ownPlace } from '../scope/own-place.ts';
import { interpolationsRead } from '../scope/reads.ts';
import { settingValues } from '../settings/values.ts';
import { keywordPlace, settingOf } from '../tree/declarations.ts';
import type { Place } from '../tree/extent.ts';
import { placeOf } from '../tree/places.ts';

export function checkInterpolations(document: PromptDocument): Problem[] {
  const found = document.tree.declarations.flatMap((declaration) => {
    if (declaration.keyword === 'recipe') return inRecipe(document, declaration);
    return declaration.keyword === 'evaluate' ? inEvaluation(document, declaration) : [];
  });
  return unique(found);
}

function inRecipe(document: PromptDocument, recipe: Recipe): Problem[] {
  const negative = settingValues(document, recipe, 'negative', 'prompt');
  const lines = [...promptLines(document, recipe), ...negative];
  return missing(document, recipe, lines, rowClasses(document, recipe));
}

function inEvaluation(document: PromptDocument, evaluate: Evaluate): Problem[] {
  const classes = judgedClasses(document, evaluate);
  const lines = promptLines(document, evaluate);
  const captions = classes.flatMap((each) => wordingsOf(each).map(({ caption }) => caption));
  const settings = readIn(document, [...lines, ...captions])
    .filter((part) => isReadableSetting(part.name) && constantOf(document, part) === undefined)
    .map((part) => problem('judge-setting', placeIn(document, evaluate, part), part.name));
  return [...settings, ...missing(document, evaluate, lines, classes)];
}

/** Attributes that a prompt reads and some class does not have. */
function missing(
  document: PromptDocument,
  declaration: Recipe | Evaluate,
  lines: readonly Text[],
  classes: readonly (Class | undefined)[],
): Problem[] {
  return readIn(document, lines).flatMap((part) => {
    const reference = referenceOf(part.name);
    if (reference.kind !== 'attribute') return [];
    const lacking = classes.find((each) => each && !attributeParts(document, each, reference.attribute));
    if (lacking?.name === undefined) return [];
    return [problem('missing-attribute', placeIn(document, declaration, part), lacking.name, reference.attribute)];
  });
}

function readIn(document: PromptDocument, lines: readonly Text[]): InterpolationPart[] {
  return lines.flatMap((line) => interpolationsRead(document, promptOf(line).parts));
}

/** Where it is written, or, in another file, where this declaration asks for it. */
function placeIn(document: PromptDocument, declaration: Recipe | Evaluate, part: InterpolationPart): Place {
  const setting = settingOf(declaration, 'prompt')?.value;
  return ownPlace(
    document,
    { ...part.nameAt, file: part.file },
    setting ? placeOf(setting) : keywordPlace(declaration),
  );
}

/** A template used twice is reported once. */
function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((found) => [`${found.at.start} ${found.message}`, found])).values()];
}
