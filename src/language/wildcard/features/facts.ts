/** @file What prompts make of a wildcard file: which of its keys they read, and which recipes do. */
import type { PromptDocument } from '../../document.ts';
import type { Evaluate, Recipe } from '../../generated/ast.ts';
import { promptLines } from '../../plan/prompt-lines.ts';
import type { Option, Part, WildcardPart } from '../../prompt/part.ts';
import { wildcardPartsIn } from '../../prompt/parts-in.ts';
import { promptOf } from '../../prompt/prompt-of.ts';
import { isAboutClass } from '../../scope/interpolation.ts';
import { promptTextsOf } from '../../scope/prompt-texts.ts';
import { partsRead } from '../../scope/reads.ts';
import { optionsOf, wildcardPartsOf } from '../../scope/wildcards.ts';
import { settingValues } from '../../settings/values.ts';
import { isNamed } from '../../tree/declarations.ts';
import type { Place } from '../../tree/extent.ts';
import { placeOf } from '../../tree/places.ts';
import { matchWildcards } from '../match.ts';
import type { WildcardFile, WildcardNode } from '../wildcard-file.ts';
import { isRootOf, namesOf, nodesIn, type WildcardView } from './view.ts';

export interface WildcardFacts {
  /** Where prompts and values of wildcard files name the file or one of its keys: node → places. */
  readonly uses: ReadonlyMap<WildcardNode, readonly Place[]>;
  /** Lists from which some prompt takes values: those that are named, and all below them. */
  readonly reached: ReadonlySet<WildcardNode>;
  /** Recipes and evaluations that read the file, through templates and constants too. */
  readonly recipes: readonly (Recipe | Evaluate)[];
}

const known = new WeakMap<
  WildcardFile,
  { readonly documents: readonly PromptDocument[]; readonly facts: WildcardFacts }
>();

/** Found once for each state of the file and the prompt files. */
export function factsOf(view: WildcardView): WildcardFacts {
  const before = known.get(view.file);
  if (before && isSame(before.documents, view.documents)) return before.facts;
  const facts = findFacts(view);
  known.set(view.file, { documents: view.documents, facts });
  return facts;
}

function isSame(one: readonly PromptDocument[], other: readonly PromptDocument[]): boolean {
  return one.length === other.length && one.every((document, index) => document === other[index]);
}

function findFacts(view: WildcardView): WildcardFacts {
  const uses = new Map<WildcardNode, Place[]>();
  for (const document of view.documents) {
    for (const [node, places] of usesIn(view, document)) uses.set(node, [...(uses.get(node) ?? []), ...places]);
  }
  const reached = new Set([...uses.keys()].flatMap((node) => nodesIn({ root: node }).map((each) => each.node)));
  const recipes = view.documents.flatMap((document) => recipesIn(document, view.file));
  return { uses, reached, recipes };
}

function usesIn(view: WildcardView, document: PromptDocument): Map<WildcardNode, Place[]> {
  const names = namesOf(view, document);
  const uses = new Map<WildcardNode, Place[]>();
  if (names.length === 0) return uses;
  for (const [pattern, places] of patternsIn(document)) {
    for (const node of matchWildcards(pattern, names)) {
      const key = isRootOf(view.file, node) ? view.file.root : node;
      uses.set(key, [...(uses.get(key) ?? []), ...places]);
    }
  }
  return uses;
}

const patterns = new WeakMap<PromptDocument, ReadonlyMap<string, readonly Place[]>>();

/** Every `__pattern__` whose names are those of the document: in its prompts, and in wildcard files that it reads. */
function patternsIn(document: PromptDocument): ReadonlyMap<string, readonly Place[]> {
  const before = patterns.get(document);
  if (before) return before;
  const found = new Map<string, Place[]>();
  for (const { pattern, nameAt, file } of [...partsOfPrompts(document), ...partsOfFiles(document)]) {
    const place = { start: nameAt.start, end: nameAt.end, file };
    const places = found.get(pattern);
    if (places) places.push(place);
    else found.set(pattern, [place]);
  }
  patterns.set(document, found);
  return found;
}

function partsOfPrompts({ tree }: PromptDocument): WildcardPart[] {
  const texts = tree.declarations.filter(isNamed).flatMap(promptTextsOf);
  return texts.flatMap((text) => wildcardPartsIn(promptOf(text).parts));
}

function partsOfFiles({ wildcardFiles }: PromptDocument): WildcardPart[] {
  return [...wildcardFiles.values()].flatMap(wildcardPartsOf);
}

function recipesIn(document: PromptDocument, { file }: WildcardFile): (Recipe | Evaluate)[] {
  return document.tree.declarations
    .filter((declaration) => declaration.keyword === 'recipe' || declaration.keyword === 'evaluate')
    .filter((declaration) => filesRead(document, declaration).has(file));
}

const read = new WeakMap<PromptDocument, Map<Recipe | Evaluate, ReadonlySet<string>>>();

/** Wildcard files that the prompts of a recipe take values from. */
function filesRead(document: PromptDocument, declaration: Recipe | Evaluate): ReadonlySet<string> {
  const before = read.get(document) ?? new Map<Recipe | Evaluate, ReadonlySet<string>>();
  read.set(document, before);
  const files = before.get(declaration) ?? findFilesRead(document, declaration);
  before.set(declaration, files);
  return files;
}

function findFilesRead(document: PromptDocument, declaration: Recipe | Evaluate): ReadonlySet<string> {
  const texts = [...promptLines(document, declaration), ...settingValues(document, declaration, 'negative', 'prompt')];
  const parts = partsRead(
    document,
    texts.flatMap((text) => promptOf(text).parts),
  );
  const isOfClass = parts.some((part) => part.kind === 'interpolation' && isAboutClass(part.name));
  const all = isOfClass ? [...parts, ...partsRead(document, captionParts(document))] : parts;
  const wildcards = all.filter((part) => part.kind === 'wildcard');
  return new Set(wildcards.flatMap((part) => [...filesOf(optionsOf(document, part) ?? [])]));
}

/** Whatever class is at hand. */
function captionParts(document: PromptDocument): Part[] {
  const classes = [...document.names.values()].filter((declaration) => declaration.keyword === 'class');
  return classes.flatMap((each) => promptTextsOf(each).flatMap((text) => promptOf(text).parts));
}

const files = new WeakMap<readonly Option[], ReadonlySet<string>>();

function filesOf(options: readonly Option[]): ReadonlySet<string> {
  const before = files.get(options) ?? new Set(options.map(({ file }) => file));
  files.set(options, before);
  return before;
}

/** For people: `preview` in `fashion.vlprompt`. */
export function nameOfRecipe(recipe: Recipe | Evaluate): string {
  return `${recipe.name ?? recipe.keyword} (${placeOf(recipe).file})`;
}
