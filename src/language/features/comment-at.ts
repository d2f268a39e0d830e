/** @file Whether the cursor stands in a comment. */
import type { PromptDocument } from '../document.ts';
import { leafAt } from './leaf-at.ts';

/** The end of a line comment is still in it, that of a block comment is not. */
export function isInComment(document: PromptDocument, offset: number): boolean {
  const leaf = leafAt(document, offset - 1);
  if (!leaf?.hidden) return false;
  return leaf.text.startsWith('//') || (leaf.text.startsWith('/*') && offset < leaf.end);
}
