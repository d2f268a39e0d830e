/** @file Rename: the declaration and every use, in prompts, in imports and in other files too. */
import type { PromptDocument } from '../document.ts';
import { isReservedWord } from '../scope/reserved.ts';
import type { Place } from '../tree/extent.ts';
import { nameAt, placesOf } from './name-at.ts';
import { nameOfTarget, type Target } from './target.ts';

export interface PlacedChange {
  readonly at: Place;
  readonly text: string;
}

export type RenameResult = { readonly changes: readonly PlacedChange[] } | { readonly refusal: string };

/**
 * Undefined where nothing can be renamed.
 * @param documents all that may name it, the one at hand among them.
 */
export function rename(
  document: PromptDocument,
  offset: number,
  name: string,
  documents: readonly PromptDocument[],
): RenameResult | undefined {
  const found = nameAt(document, offset);
  if (found === undefined || found.isMatched) return undefined;
  return renameTarget(found.target, name, documents);
}

export function renameTarget(target: Target, name: string, documents: readonly PromptDocument[]): RenameResult {
  const refusal = target.kind === 'key' ? refuseKey(target, name) : refuseName(target, name, documents);
  if (refusal !== undefined) return { refusal };
  const places = placesOf(documents, target, true).filter((place) => !place.isMatched);
  return { changes: places.map(({ at }) => ({ at, text: name })) };
}

function refuseName(target: Target & { kind: 'declaration' }, to: string, documents: readonly PromptDocument[]) {
  if (!/^[A-Za-z_]\w*(-\w+)*$/.test(to))
    return `"${to}" is not a name; a name is made of letters, digits, "_" and "-".`;
  if (isReservedWord(to)) return `"${to}" has a meaning of its own in the language; choose another name.`;
  const from = nameOfTarget(target);
  const taken =
    from === to ? undefined : documents.find((document) => sees(document, target) && document.names.has(to));
  return taken && `"${to}" is declared already in ${taken.file}; names are unique in a file and what it imports.`;
}

/** Whether the declaration has its name in the file, as its own or by import. */
function sees(document: PromptDocument, { declaration }: Target & { kind: 'declaration' }): boolean {
  return [...document.names.values()].includes(declaration) || document.tree.declarations.includes(declaration);
}

function refuseKey({ wildcard }: Target & { kind: 'key' }, to: string): string | undefined {
  if (!/^\p{L}[\p{L}\p{N}_.-]*$/u.test(to) || to.includes('__'))
    return `"${to}" is not a key; a key begins with a letter and is made of letters, digits, ".", "_" and "-".`;
  const isTaken = wildcard.node.children.some((child) => child.key === to);
  return isTaken ? `"${to}" stands already in ${wildcard.file}; keys of one list are unique.` : undefined;
}
