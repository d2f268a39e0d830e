/** @file Rename: the declaration and every use, those in prompt strings too. */
import type { PromptDocument } from '../document.ts';
import type { TextChange } from '../format/text-change.ts';
import { isReservedWord } from '../scope/reserved.ts';
import { nameAt, placesOf } from './name-at.ts';

export type RenameResult = { readonly changes: readonly TextChange[] } | { readonly refusal: string };

/** Undefined where nothing can be renamed. */
export function rename(document: PromptDocument, offset: number, name: string): RenameResult | undefined {
  const found = nameAt(document, offset);
  if (found === undefined) return undefined;
  const refusal = refuse(document, found.declaration.name ?? '', name);
  if (refusal !== undefined) return { refusal };
  return { changes: placesOf(document, found.declaration, true).map((at) => ({ at, text: name })) };
}

function refuse(document: PromptDocument, from: string, to: string): string | undefined {
  if (!/^[A-Za-z_]\w*(-\w+)*$/.test(to))
    return `"${to}" is not a name; a name is made of letters, digits, "_" and "-".`;
  if (isReservedWord(to)) return `"${to}" has a meaning of its own in the language; choose another name.`;
  return from !== to && document.names.has(to) ? `"${to}" is declared already; names are unique in a file.` : undefined;
}
