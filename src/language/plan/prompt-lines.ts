/** @file The lines of a `prompt` setting: those of its templates, and its own. */
import type { PromptDocument } from '../document.ts';
import type { Evaluate, Recipe, Text } from '../generated/ast.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { isAboutClass } from '../scope/interpolation.ts';
import { interpolationsIn } from '../scope/interpolations.ts';
import { settingValues } from '../settings/values.ts';
import { membersOf } from '../tree/declarations.ts';

export function promptLines(document: PromptDocument, declaration: Recipe | Evaluate): Text[] {
  return settingValues(document, declaration, 'prompt', 'prompt-or-template').flatMap((value) => {
    if (value.$type === 'Text') return [value];
    const template = document.names.get(value.name);
    return template?.keyword === 'template' ? linesOf(template) : [];
  });
}

export function linesOf(template: Parameters<typeof membersOf>[0]): Text[] {
  return membersOf(template).flatMap((member) => (member.$type === 'Line' ? [member.text] : []));
}

/** Whether the line, also through constants, differs from class to class. @param seen lines looked at before. */
export function readsClass(document: PromptDocument, line: Text, seen = new Set<Text>()): boolean {
  if (seen.has(line)) return false;
  seen.add(line);
  return interpolationsIn(promptOf(line).parts).some(({ name }) => {
    if (isAboutClass(name)) return true;
    const constant = document.names.get(name);
    const [atom] = constant?.keyword === 'let' ? (constant.value?.items[0]?.atoms ?? []) : [];
    return atom?.$type === 'Text' && readsClass(document, atom, seen);
  });
}
