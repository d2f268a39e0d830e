/**
 * @file How much a whole file would make. Each recipe and evaluation has its own limits, but a file may hold many, and
 * its plan goes from process to process whole, when it is opened, in a workspace that nobody trusts yet.
 */
import { type Problem, problem } from '../diagnostics/problem.ts';
import { documentOf, type PromptDocument } from '../document.ts';
import type { Evaluate, Recipe } from '../generated/ast.ts';
import { chainOf } from '../plan/beginnings.ts';
import { judgedClasses, judgedLines } from '../plan/judged-prompts.ts';
import { drawnTexts } from '../plan/prompt-lines.ts';
import { rowClasses } from '../plan/recipe-plan.ts';
import { sizeOfRecipe } from '../plan/recipe-size.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { wordingsOf } from '../scope/lookup.ts';
import { measureOf } from '../scope/measures.ts';
import { settingValues } from '../settings/values.ts';
import { namePlace } from '../tree/declarations.ts';
import { MOST_CHARACTERS, MOST_IMAGES, MOST_PROMPTS } from './sizes.ts';

/** Of a plan, about: ten full recipes with prompts of a few sentences. */
const MOST_IN_FILE = 50_000_000;
/** Of an image or a prompt, beside its words: its key, its seed, its place. */
const AROUND = 300;

export function checkFileSize(document: PromptDocument): Problem[] {
  const recipes = new Map<string, number>();
  let room = MOST_IN_FILE;
  return document.tree.declarations.flatMap((declaration) => {
    if (declaration.keyword !== 'recipe' && declaration.keyword !== 'evaluate') return [];
    const isRecipe = declaration.keyword === 'recipe';
    const size = isRecipe
      ? charactersWithSources(document, declaration)
      : charactersOfEvaluation(document, declaration, recipes);
    if (size > room) return [problem('file-too-large', namePlace(declaration), declaration.name ?? '')];
    room -= size;
    if (isRecipe) recipes.set(declaration.name ?? '', size);
    return [];
  });
}

/** A recipe carries what it needs of those that it begins with: of each no more than it has itself, for `init` and `mask`. */
function charactersWithSources(document: PromptDocument, recipe: Recipe): number {
  const own = charactersOfRecipe(document, recipe);
  const carried = chainOf(document, recipe).sources.map((source) =>
    Math.min(2 * own, charactersOfRecipe(documentOf(document, source), source)),
  );
  return sumOf([own, ...carried]);
}

/** Of what is over its own limit nothing, as no plan is made of it. */
function charactersOfRecipe(document: PromptDocument, recipe: Recipe): number {
  const { total } = sizeOfRecipe(document, recipe, MOST_IMAGES);
  if (total > MOST_IMAGES) return 0;
  const rows = rowClasses(document, recipe);
  const texts = drawnTexts(document, recipe);
  const measures = rows.map((row) => {
    const wording = row && wordingsOf(row)[0];
    return texts.map((text) => measureOf(document, promptOf(text).parts, wording));
  });
  const most = (of: 'length' | 'work') => Math.max(0, ...measures.map((each) => sumOf(each.map((one) => one[of]))));
  return most('length') > texts.length * MOST_CHARACTERS ? 0 : total * (AROUND + most('length') + most('work'));
}

/** An evaluation carries the recipes that it is on. */
function charactersOfEvaluation(
  document: PromptDocument,
  evaluate: Evaluate,
  recipes: ReadonlyMap<string, number>,
): number {
  const lines = judgedLines(document, evaluate);
  const prompts = judgedClasses(document, evaluate).flatMap((each) =>
    wordingsOf(each).flatMap((wording) => lines.map((line) => measureOf(document, line.parts, wording))),
  );
  const carried = settingValues(document, evaluate, 'on', 'names').map(({ name }) => recipes.get(name) ?? 0);
  const judged = prompts
    .filter(({ count, length }) => count <= MOST_PROMPTS && length <= MOST_CHARACTERS)
    .map(({ count, length }) => count * (AROUND + length));
  return sumOf([...carried, ...judged]);
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0);
}
