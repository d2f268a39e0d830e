/** @file Extract: words of a prompt to a constant, variants to a wildcard. */

import type { PromptDocument } from '../../document.ts';
import { inserted, replaced } from '../../format/text-change.ts';
import type { ChoicePart } from '../../prompt/part.ts';
import { isReservedWord } from '../../scope/reserved.ts';
import { membersOf } from '../../tree/declarations.ts';
import { documentationAbove } from '../../tree/documentation.ts';
import { type Extent, touches } from '../../tree/extent.ts';
import { placeOf } from '../../tree/places.ts';
import { type Action, type ActionContext, promptIn, sliceOf } from './action.ts';
import { choiceAround, isWhole } from './parts-around.ts';

export function extractions(context: ActionContext): Action[] {
  return [...toConstant(context), ...toWildcard(context)];
}

function toConstant(context: ActionContext): Action[] {
  const { document, range } = context;
  const prompt = promptIn(context);
  const words = sliceOf(document, range);
  const above = aboveDeclaration(document, range.start);
  if (prompt === undefined || above === undefined || words.trim() === '' || /["\n\r]/.test(words)) return [];
  if (!isWhole(prompt.parts, range)) return [];
  const name = freeName(document, words.replace(/^\{([^|{}]*)[\s\S]*$/, '$1'));
  const changes = [inserted(above, `let ${name} = "${words}"\n\n`), replaced(range, `\${${name}}`)];
  return [{ title: `Extract to \`let ${name}\``, kind: 'refactor.extract', changes }];
}

function toWildcard(context: ActionContext): Action[] {
  const { document, range } = context;
  const choice = choiceAround(promptIn(context)?.parts ?? [], range);
  const above = aboveDeclaration(document, range.start);
  if (choice === undefined || above === undefined || choice.options.length < 2) return [];
  const values = choice.options.map((option) => sliceOf(document, option));
  if (values.some((value) => /["\n\r]/.test(value) || value.includes('${')) || values.includes('')) return [];
  const name = freeName(document, values[0]?.replace(/^.*::/, '') ?? '');
  const lines = values.map((value) => `  "${value}"\n`).join('');
  const changes = [inserted(above, `wildcard ${name} {\n${lines}}\n\n`), replaced(replacedBy(choice), `__${name}__`)];
  return [{ title: `Extract to \`wildcard ${name}\``, kind: 'refactor.extract', changes }];
}

/** Of variants with a count or a separator only the variants themselves. */
function replacedBy({ start, end, options, countAt }: ChoicePart): Extent {
  return countAt ? { start: options[0]?.start ?? start, end: options.at(-1)?.end ?? end } : { start, end };
}

/** Where a declaration can stand in front of the one at hand and its documentation. */
function aboveDeclaration(document: PromptDocument, offset: number): number | undefined {
  const around = document.tree.declarations.find((declaration) => touches(placeOf(declaration), offset));
  if (around === undefined || (around.keyword === 'wildcard' && membersOf(around).length > 0)) return undefined;
  const { start } = placeOf(around);
  const documentation = documentationAbove(document.text, start);
  const lines = documentation === '' ? 0 : documentation.split('\n').length;
  let lineStart = document.text.lastIndexOf('\n', start - 1) + 1;
  for (let line = 0; line < lines; line++) lineStart = document.text.lastIndexOf('\n', lineStart - 2) + 1;
  return lineStart;
}

/** Made of the first words, such as `dark_red`. */
function freeName(document: PromptDocument, words: string): string {
  const letters = words
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .split(' ')
    .slice(0, 2)
    .join('_')
    .toLowerCase();
  const base = /^[a-z]/.test(letters) ? letters.slice(0, 30) : 'words';
  const isTaken = (name: string) => document.names.has(name) || isReservedWord(name) || name === 'class';
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}_${number}`;
    if (!isTaken(name)) return name;
  }
}
