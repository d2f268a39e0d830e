/** @file The lines of a `prompt` setting: those of its templates, and its own. */
import { documentOf, type PromptDocument } from '../document.ts';
import type { Curate, Evaluate, Learn, Name, Recipe, Template, Text } from '../generated/ast.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { remembered, rememberedOf } from '../remembered.ts';
import { isReadOfClass } from '../scope/reads.ts';
import { settingValues } from '../settings/values.ts';
import { membersOf } from '../tree/declarations.ts';

export const promptLines = remembered((document, declaration: Recipe | Evaluate | Learn | Curate): readonly Text[] => {
  const values = settingValues(document, declaration, 'prompt', 'prompt-or-template');
  return values.flatMap((value) => linesNamed(document, value));
});

/** Every prompt that its images are drawn from. */
export function drawnTexts(document: PromptDocument, recipe: Recipe): Text[] {
  return [...promptLines(document, recipe), ...settingValues(document, recipe, 'negative', 'prompt')];
}

/** A prompt itself, or the lines of the template it names where it is written. */
export function linesNamed(document: PromptDocument, value: Text | Name): readonly Text[] {
  if (value.$type === 'Text') return [value];
  const template = documentOf(document, value).names.get(value.name);
  return template?.keyword === 'template' ? linesOf(template) : [];
}

export const linesOf = rememberedOf((template: Template): readonly Text[] =>
  membersOf(template).flatMap((member) => (member.$type === 'Line' ? [member.text] : [])),
);

/** Whether the line, also through constants and wildcards, differs from class to class. */
export function readsClass(document: PromptDocument, line: Text): boolean {
  return isReadOfClass(document, promptOf(line).parts);
}
