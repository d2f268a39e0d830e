/** @file How much a recipe or an evaluation would make, found out before anything is made. */
import { type Problem, problem } from '../diagnostics/problem.ts';
import type { PromptDocument } from '../document.ts';
import type { Evaluate, Recipe, Text } from '../generated/ast.ts';
import { axesOf } from '../plan/axes.ts';
import { judgedClasses, judgedLines } from '../plan/judged-prompts.ts';
import { promptLines } from '../plan/prompt-lines.ts';
import { rowClasses } from '../plan/recipe-plan.ts';
import { type RecipeSize, sizeOfRecipe } from '../plan/recipe-size.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { wordingsOf } from '../scope/lookup.ts';
import { measureOf } from '../scope/measures.ts';
import { settingValues } from '../settings/values.ts';
import { namePlace, settingOf } from '../tree/declarations.ts';
import { placeOf } from '../tree/places.ts';

/** More than a night's work on most machines; surely a slip. */
export const MOST_IMAGES = 10_000;
/** Of one class; their mean is the class. */
export const MOST_PROMPTS = 1000;
/** Of one prompt, spelled out. */
export const MOST_CHARACTERS = 10_000;

export function checkSizes(document: PromptDocument): Problem[] {
  return document.tree.declarations.flatMap((declaration) => {
    if (declaration.keyword === 'recipe')
      return [...checkImages(document, declaration), ...checkLengths(document, declaration)];
    return declaration.keyword === 'evaluate' ? checkJudged(document, declaration) : [];
  });
}

function checkImages(document: PromptDocument, recipe: Recipe): Problem[] {
  const size = sizeOfRecipe(document, recipe, MOST_IMAGES);
  if (size.total <= MOST_IMAGES) return [];
  const how = factors(document, recipe, size).join(' × ');
  return [problem('too-many-images', namePlace(recipe), shownCount(size.total), String(MOST_IMAGES), how)];
}

function factors(document: PromptDocument, recipe: Recipe, { rows, variants, images }: RecipeSize): string[] {
  const axes = axesOf(document, recipe).map((axis) => `${axis.choices.length} ${axis.name}`);
  const ofVariants = variants === 1 ? [] : [`${shownCount(variants)} variants`];
  return [`${rows} classes`, ...axes, ...ofVariants, `${images} images`];
}

function checkLengths(document: PromptDocument, recipe: Recipe): Problem[] {
  const rows = rowClasses(document, recipe);
  const texts = [...promptLines(document, recipe), ...settingValues(document, recipe, 'negative', 'prompt')];
  const ofClasses = rows.flatMap((row) => (row ? settingValues(document, row, 'negative', 'prompt') : []));
  const isTooLong = (text: Text) =>
    rows.some((row) => {
      const { length } = measureOf(document, promptOf(text).parts, row && wordingsOf(row)[0]);
      return length > MOST_CHARACTERS;
    });
  const own = settingOf(recipe, 'prompt');
  const at = own ? placeOf(own) : namePlace(recipe);
  return [...texts, ...ofClasses].some(isTooLong) ? [problem('prompt-too-large', at, String(MOST_CHARACTERS))] : [];
}

function checkJudged(document: PromptDocument, evaluate: Evaluate): Problem[] {
  const lines = judgedLines(document, evaluate);
  const measures = judgedClasses(document, evaluate).map((each) => {
    const all = wordingsOf(each).flatMap((wording) => lines.map((line) => measureOf(document, line.parts, wording)));
    return {
      count: all.reduce((sum, one) => sum + one.count, 0),
      length: Math.max(0, ...all.map((one) => one.length)),
    };
  });
  const at = placeOf(settingOf(evaluate, 'prompt') ?? evaluate);
  const count = Math.max(0, ...measures.map((one) => one.count));
  if (measures.some((one) => one.length > MOST_CHARACTERS))
    return [problem('prompt-too-large', at, String(MOST_CHARACTERS))];
  return count > MOST_PROMPTS ? [problem('too-many-prompts', at, shownCount(count), String(MOST_PROMPTS))] : [];
}

function shownCount(count: number): string {
  return count < 1e15 ? String(count) : 'countless';
}
