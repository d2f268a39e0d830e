/** @file Groups of an evaluation's classes, by which its matrix can be folded. */
import type { PromptDocument } from '../document.ts';
import type { Group } from '../generated/ast.ts';
import { classesOfGroup } from '../scope/classes.ts';
import type { GroupPlan } from './plan.ts';

/** Larger ones first, so that what nests in another stands behind it; those that fold nothing, or all, are left out. */
export function planGroups(document: PromptDocument, judged: readonly string[]): readonly GroupPlan[] {
  const groups = [...document.names.values()].filter((declaration) => declaration.keyword === 'group');
  return groups
    .map((group) => ({ name: group.name ?? '', classes: judgedMembers(document, group, judged) }))
    .filter(({ classes }) => classes.length > 1 && classes.length < judged.length)
    .toSorted((a, b) => b.classes.length - a.classes.length);
}

function judgedMembers(document: PromptDocument, group: Group, judged: readonly string[]): readonly string[] {
  const members = new Set(classesOfGroup(document, group).map(({ name }) => name));
  return judged.filter((name) => members.has(name));
}
