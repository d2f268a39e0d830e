/** @file Which classes are meant by `all`, by groups and by names. */
import type { PromptDocument } from '../document.ts';
import type { Class, Name, Value } from '../generated/ast.ts';
import { ALL } from './uses.ts';

/** Every class that has a name, in the order of the file. */
export function classesIn(document: PromptDocument): Class[] {
  return [...document.names.values()].filter((declaration) => declaration.keyword === 'class');
}

/** Classes in the order written, each once; names that mean no class are left out. All of them when nothing is named. */
export function classesOf(document: PromptDocument, names: readonly Name[]): Class[] {
  if (names.length === 0) return classesIn(document);
  const classes = new Set<Class>();
  for (const { name } of names) collect(document, name, classes, new Set());
  return [...classes];
}

function collect(document: PromptDocument, name: string, classes: Set<Class>, seen: Set<string>): void {
  if (seen.has(name)) return;
  seen.add(name);
  const declaration = document.names.get(name);
  if (declaration?.keyword === 'class') classes.add(declaration);
  if (declaration?.keyword === 'group')
    for (const member of groupMembers(declaration.value)) collect(document, member, classes, seen);
  if (name === ALL) for (const each of classesIn(document)) classes.add(each);
}

/** Names after the `=` of a group. */
export function groupMembers(value: Value | undefined): string[] {
  const atoms = (value?.items ?? []).flatMap((item) => item.atoms);
  return atoms.flatMap((atom) => (atom.$type === 'Name' ? [atom.name] : []));
}
