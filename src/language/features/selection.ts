/** @file What a selection grows to, step by step: word, option, variants, string, setting, body, declaration, file. */
import type { AstNode } from 'langium';
import type { PromptDocument } from '../document.ts';
import type { Text } from '../generated/ast.ts';
import type { Part } from '../prompt/part.ts';
import { promptOf } from '../prompt/prompt-of.ts';
import { isPromptText } from '../scope/prompt-texts.ts';
import { type Extent, touches } from '../tree/extent.ts';
import { placeOf, quotedText } from '../tree/places.ts';
import { leafAt } from './leaf-at.ts';
import { textAt } from './text-at.ts';

/** From the smallest to the whole file; each holds the one before it. */
export function selectionsAt(document: PromptDocument, offset: number): Extent[] {
  const text = textAt(document, offset);
  const file = { start: 0, end: document.text.length };
  const outwards = [wordAt(document.text, offset), ...(text ? inText(document, text, offset) : [])];
  return growing([...outwards, ...aroundNodes(document, offset), file], offset);
}

function wordAt(text: string, offset: number): Extent {
  const [before = ''] = /[\p{L}\p{N}_]*$/u.exec(text.slice(Math.max(0, offset - 100), offset)) ?? [];
  const [behind = ''] = /^[\p{L}\p{N}_]*/u.exec(text.slice(offset, offset + 100)) ?? [];
  return { start: offset - before.length, end: offset + behind.length };
}

function inText(document: PromptDocument, text: Text, offset: number): Extent[] {
  const { text: inner, offsetAt } = quotedText(text);
  const parts = isPromptText(document, text) ? inParts(promptOf(text).parts, offset) : [];
  return [...parts, { start: offsetAt(0), end: offsetAt(inner.length) }];
}

/** Innermost first. */
function inParts(parts: readonly Part[], offset: number): Extent[] {
  const part = parts.find((candidate) => candidate.kind !== 'text' && touches(candidate, offset));
  if (part === undefined || part.kind === 'text') return [];
  const within = part.kind === 'choice' ? inOptions(part.options, offset) : named(part);
  return [...within, part];
}

function inOptions(options: readonly (Extent & { readonly parts: readonly Part[] })[], offset: number): Extent[] {
  const option = options.find((candidate) => touches(candidate, offset));
  return option ? [...inParts(option.parts, offset), option] : [];
}

function named(part: Exclude<Part, { kind: 'text' | 'choice' }>): Extent[] {
  return [part.nameAt];
}

/** The tree around the cursor, from the leaf outwards. */
function aroundNodes(document: PromptDocument, offset: number): Extent[] {
  const leaf = leafAt(document, offset);
  const found = leaf && !leaf.hidden ? leaf : leafAt(document, offset - 1);
  return found ? [{ start: found.offset, end: found.end }, ...containers(found.astNode).map(placeOf)] : [];
}

function containers(node: AstNode): AstNode[] {
  const outwards: AstNode[] = [];
  for (let each: AstNode | undefined = node; each; each = each.$container) outwards.push(each);
  return outwards.slice(0, -1);
}

/** Leaves out what does not hold the one before it, or is the same. */
function growing(extents: readonly Extent[], offset: number): Extent[] {
  const kept: Extent[] = [];
  for (const { start, end } of extents) {
    const last = kept.at(-1) ?? { start: offset, end: offset };
    const holds = start <= last.start && last.end <= end;
    const isSame = start === last.start && last.end === end;
    if (holds && !isSame) kept.push({ start, end });
  }
  return kept;
}
