/** @file Which classes are meant by `all`, by groups and by names. */
import { documentOf, type PromptDocument } from '../document.ts';
import type { Class, Group, Name, Value } from '../generated/ast.ts';
import { rememberedOf } from '../remembered.ts';
import { settingOf } from '../tree/declarations.ts';
import { ALL } from './spots.ts';

/** Every class that can be named in the file: its own in the order of the text, then those that come in by import. */
export const classesIn = rememberedOf((document: PromptDocument): readonly Class[] =>
  [...document.names.values()].filter((declaration) => declaration.keyword === 'class'),
);

/** Classes in the order written, each once; names that mean no class are left out. All of them when nothing is named. */
export function classesOf(document: PromptDocument, names: readonly Name[]): readonly Class[] {
  if (names.length === 0) return classesIn(document);
  const collecting = { classes: new Set<Class>(), seen: new Set<unknown>() };
  for (const name of names) collect(documentOf(document, name), name.name, collecting);
  return [...collecting.classes];
}

/** Of a group that can be named in the file, those of groups within it too; each once. */
export function classesOfGroup(document: PromptDocument, group: Group): readonly Class[] {
  const collecting = { classes: new Set<Class>(), seen: new Set<unknown>() };
  collectGroup(documentOf(document, group), group, collecting);
  return [...collecting.classes];
}

interface Collecting {
  readonly classes: Set<Class>;
  readonly seen: Set<unknown>;
}

function collect(document: PromptDocument, name: string, collecting: Collecting): void {
  const declaration = document.names.get(name);
  if (declaration === undefined && name === ALL) for (const each of classesIn(document)) collecting.classes.add(each);
  if (declaration?.keyword === 'class') collecting.classes.add(declaration);
  if (declaration?.keyword === 'group') collectGroup(document, declaration, collecting);
}

/** Members first, as written, then classes that say themselves to which group they belong. */
function collectGroup(document: PromptDocument, group: Group, collecting: Collecting): void {
  if (collecting.seen.has(group)) return;
  collecting.seen.add(group);
  for (const member of groupMembers(group.value)) collect(documentOf(document, group), member, collecting);
  for (const each of classesSaying(document, group)) collecting.classes.add(each);
}

/** Classes that can be named in the file and have `group: …` of this group. */
function classesSaying(document: PromptDocument, group: Group): Class[] {
  return sayings(document).get(group) ?? [];
}

const saidIn = new WeakMap<PromptDocument, ReadonlyMap<Group, Class[]>>();

function sayings(document: PromptDocument): ReadonlyMap<Group, Class[]> {
  const known = saidIn.get(document);
  if (known) return known;
  const said = new Map<Group, Class[]>();
  for (const each of classesIn(document)) {
    for (const group of groupsSaidBy(document, each)) if (!said.get(group)?.push(each)) said.set(group, [each]);
  }
  saidIn.set(document, said);
  return said;
}

function groupsSaidBy(document: PromptDocument, declaration: Class): Group[] {
  const { names } = documentOf(document, declaration);
  return groupMembers(settingOf(declaration, 'group')?.value).flatMap((name) => {
    const group = names.get(name);
    return group?.keyword === 'group' ? [group] : [];
  });
}

/** Names after the `=` of a group. */
export function groupMembers(value: Value | undefined): string[] {
  const atoms = (value?.items ?? []).flatMap((item) => item.atoms);
  return atoms.flatMap((atom) => (atom.$type === 'Name' ? [atom.name] : []));
}
