/** @file The string under the cursor. */
import type { PromptDocument } from '../document.ts';
import { isText, type Text } from '../generated/ast.ts';
import { placeOf, quotedText } from '../tree/places.ts';
import { leafAt } from './leaf-at.ts';

/** Undefined outside of strings; the quotes are outside. */
export function textAt(document: PromptDocument, offset: number): Text | undefined {
  const node = leafAt(document, offset - 1)?.astNode;
  if (node === undefined || !isText(node)) return undefined;
  const { start, end } = placeOf(node);
  return start < offset && (offset < end || !quotedText(node).isClosed) ? node : undefined;
}
