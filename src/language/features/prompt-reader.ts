/** @file Which recipe or evaluation reads a prompt, and so how its brackets are read. */
import type { PromptDocument } from '../document.ts';
import type { Evaluate, Recipe, Text } from '../generated/ast.ts';
import type { Dialect } from '../plan/plan.ts';
import { drawnTexts, promptLines } from '../plan/prompt-lines.ts';
import { settingValues } from '../settings/values.ts';

export interface PromptReader {
  readonly recipes: readonly Recipe[];
  readonly evaluations: readonly Evaluate[];
  readonly dialect: Dialect;
  /** Of the pictures; undefined when no recipe says it. */
  readonly steps: number | undefined;
}

interface Readers {
  readonly byText: ReadonlyMap<Text, PromptReader>;
  /** Of prompts that no recipe and no evaluation names. */
  readonly usual: PromptReader;
}

const found = new WeakMap<PromptDocument, Readers>();

/** Of a prompt that several recipes read the first one decides; of a constant the first recipe of the file. */
export function readerOf(document: PromptDocument, text: Text): PromptReader {
  const known = found.get(document) ?? readersIn(document);
  found.set(document, known);
  return known.byText.get(text) ?? known.usual;
}

function readersIn(document: PromptDocument): Readers {
  const recipes = new Map<Text, Recipe[]>();
  const evaluations = new Map<Text, Evaluate[]>();
  for (const recipe of recipesIn(document)) for (const text of drawnTexts(document, recipe)) add(recipes, text, recipe);
  for (const declaration of document.tree.declarations) {
    if (declaration.keyword !== 'evaluate') continue;
    for (const text of promptLines(document, declaration)) add(evaluations, text, declaration);
  }
  const texts = new Set([...recipes.keys(), ...evaluations.keys()]);
  const byText = new Map(
    [...texts].map((text) => [text, readBy(document, recipes.get(text) ?? [], evaluations.get(text) ?? [])]),
  );
  return { byText, usual: readBy(document, recipesIn(document).slice(0, 1), []) };
}

function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}

function recipesIn(document: PromptDocument): Recipe[] {
  return document.tree.declarations.filter((declaration) => declaration.keyword === 'recipe');
}

function readBy(document: PromptDocument, recipes: readonly Recipe[], evaluations: readonly Evaluate[]): PromptReader {
  const [recipe] = recipes;
  const [emphasis = 'a1111'] = recipe ? settingValues(document, recipe, 'emphasis', 'choice') : [];
  const [steps] = recipe ? settingValues(document, recipe, 'steps', 'whole') : [];
  // The rule's own table of options holds nothing else.
  return { recipes, evaluations, dialect: emphasis as Dialect, steps };
}
