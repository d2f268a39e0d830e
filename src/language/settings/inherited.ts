/** @file `extends`: whose settings and statements a recipe takes over. */
import { documentOf, type PromptDocument } from '../document.ts';
import type { Filter, Member, Recipe, Setting, Zip } from '../generated/ast.ts';
import { remembered } from '../remembered.ts';
import { membersOf, type Named, settingOf, settingsOf } from '../tree/declarations.ts';

const EXTENDS = 'extends';

/** Recipes that build on one another in a row; what lies further back is not read. */
export const LONGEST_LINEAGE = 32;

/** The recipe itself, then the one it extends, and so on; a circle is left where it closes. */
export const lineageOf = remembered((document, recipe: Recipe): readonly Recipe[] => {
  const lineage = new Set<Recipe>();
  for (
    let current: Recipe | undefined = recipe;
    current && !lineage.has(current) && lineage.size < LONGEST_LINEAGE;
    current = baseOf(document, current)
  )
    lineage.add(current);
  return [...lineage];
});

/** The recipe it names after `extends`. */
export const baseOf = remembered((document, recipe: Recipe): Recipe | undefined => {
  const [atom] = settingOf(recipe, EXTENDS)?.value?.items[0]?.atoms ?? [];
  if (atom?.$type !== 'Name') return undefined;
  const base = documentOf(document, atom).names.get(atom.name);
  return base?.keyword === 'recipe' ? base : undefined;
});

/** What a declaration is set to: its own settings, and before them what it takes over, each key once. */
export const effectiveSettings = remembered((document, declaration: Named): readonly Setting[] => {
  if (declaration.keyword !== 'recipe' || settingOf(declaration, EXTENDS) === undefined) return settingsOf(declaration);
  const [own = [], ...inherited] = lineageOf(document, declaration).map(settingsOf);
  const known = new Set(own.map((setting) => setting.key));
  const taken: Setting[][] = [];
  for (const settings of inherited) {
    taken.unshift(settings.filter((setting) => !known.has(setting.key)));
    for (const { key } of settings) known.add(key);
  }
  return [...taken.flat(), ...own];
});

/** The first of that key, its own or taken over. */
export function effectiveSetting(document: PromptDocument, declaration: Named, key: string): Setting | undefined {
  return settingsByKey(document, declaration).get(key);
}

/** Of several settings of one key the first. */
const settingsByKey = remembered((document, declaration: Named): ReadonlyMap<string, Setting> => {
  const byKey = new Map<string, Setting>();
  for (const setting of effectiveSettings(document, declaration)) {
    if (!byKey.has(setting.key)) byKey.set(setting.key, setting);
  }
  return byKey;
});

/** `skip where` of the nearest recipe that has any. */
export function effectiveSkips(document: PromptDocument, recipe: Recipe): readonly Filter[] {
  return nearest(document, recipe, (member) => member.$type === 'Filter' && member.kind === 'skip') as Filter[];
}

/** `zip` of the nearest recipe that has any. */
export function effectiveZips(document: PromptDocument, recipe: Recipe): readonly Zip[] {
  return nearest(document, recipe, (member) => member.$type === 'Zip') as Zip[];
}

function nearest(document: PromptDocument, recipe: Recipe, isWanted: (member: Member) => boolean): readonly Member[] {
  const found = lineageOf(document, recipe).map((each) => membersOf(each).filter(isWanted));
  return found.find((members) => members.length > 0) ?? [];
}
