/** @file What the images of a recipe begin with: `init` and `mask`. */
import { documentOf, type PromptDocument } from '../document.ts';
import type { Name, Recipe, Text } from '../generated/ast.ts';
import { settingValues } from '../settings/values.ts';
import { dataPath } from './data-plan.ts';
import type { ImagePlan, ImageSource, RecipePlan } from './plan.ts';
import { writtenPath } from './written-path.ts';

/** The plan of a recipe by itself, without those that it begins with. */
export type PlanOf = (document: PromptDocument, recipe: Recipe) => RecipePlan | undefined;

/** Of image k of a row. */
export type BeginningAt = (className: string | undefined, k: number) => Pick<ImagePlan, 'init' | 'mask'>;

type SourceAt = (className: string | undefined, k: number) => ImageSource | undefined;

const none: SourceAt = () => undefined;

const keys = ['init', 'mask'] as const;

/** Recipes that a recipe begins with. */
export function recipesBegunWith(document: PromptDocument, recipe: Recipe): readonly Recipe[] {
  return [...new Set(keys.flatMap((key) => recipeNamed(document, recipe, key) ?? []))];
}

/** The recipe that a setting names, where it names one. */
export function recipeNamed(document: PromptDocument, recipe: Recipe, key: 'init' | 'mask'): Recipe | undefined {
  const [value] = settingValues(document, recipe, key, 'image');
  const declaration = value?.$type === 'Name' ? declarationOf(document, value) : undefined;
  return declaration?.keyword === 'recipe' ? declaration : undefined;
}

/** Recipes that begin with one another in a row. */
export const LONGEST_CHAIN = 8;

export interface Chain {
  /** What a recipe begins with, and what that begins with, in the order to draw them. */
  readonly sources: readonly Recipe[];
  /** It goes on behind the longest that may be, perhaps in a circle. */
  readonly isCut: boolean;
}

export function chainOf(document: PromptDocument, recipe: Recipe): Chain {
  const sources = new Set<Recipe>();
  let level: ReadonlySet<Recipe> = new Set([recipe]);
  for (let length = 0; length <= LONGEST_CHAIN && level.size > 0; length++) {
    level = new Set([...level].flatMap((each) => recipesBegunWith(documentOf(document, each), each)));
    // What several begin with stands where the farthest of them wants it.
    for (const each of level) {
      sources.delete(each);
      sources.add(each);
    }
  }
  return { sources: [...sources].toReversed(), isCut: level.size > 0 };
}

export function beginningsOf(document: PromptDocument, recipe: Recipe, planOf: PlanOf): BeginningAt {
  const [init = none, mask = none] = keys.map((key) => {
    const [value] = settingValues(document, recipe, key, 'image');
    return value && sourceAt(document, value, planOf);
  });
  return (className, k) => {
    const begin = init(className, k);
    if (begin === undefined) return {};
    const cover = mask(className, k);
    return cover === undefined ? { init: begin } : { init: begin, mask: cover };
  };
}

function sourceAt(document: PromptDocument, value: Text | Name, planOf: PlanOf): SourceAt {
  if (value.$type === 'Text') {
    const path = writtenPath(document, value);
    return () => (path === undefined ? undefined : { kind: 'file', path });
  }
  const declaration = declarationOf(document, value);
  if (declaration?.keyword === 'data') {
    const path = dataPath(document, declaration) ?? '.';
    return (className, index) => ({ kind: 'data', path, ...(className !== undefined && { class: className }), index });
  }
  return declaration?.keyword === 'recipe' ? drawnAt(documentOf(document, declaration), declaration, planOf) : none;
}

function declarationOf(document: PromptDocument, value: Name) {
  return documentOf(document, value).names.get(value.name);
}

/** The images of a row's first cell that has any, which begin anew behind the last. */
function drawnAt(home: PromptDocument, recipe: Recipe, planOf: PlanOf): SourceAt {
  const plan = planOf(home, recipe);
  if (plan === undefined) return none;
  const known = new Map<string | undefined, readonly string[]>();
  return (className, k) => {
    const found = known.get(className) ?? keysOf(plan, className);
    known.set(className, found);
    const key = found[k % found.length];
    return key === undefined ? undefined : { kind: 'drawn', recipe: plan.name, key };
  };
}

/** Of the row of that class; of every row where one of the two knows no classes. */
function keysOf({ rows, cells }: RecipePlan, className: string | undefined): readonly string[] {
  const isWanted = (each: string | undefined) => each === className || each === undefined || className === undefined;
  const firsts = rows.map((row, index) =>
    isWanted(row.class) ? cells.find((cell) => cell.row === index && cell.images.length > 0) : undefined,
  );
  return firsts.flatMap((cell) => cell?.images.map(({ key }) => key) ?? []);
}
