/** @file The token under the cursor. */
import { CstUtils, type LeafCstNode } from 'langium';
import type { PromptDocument } from '../document.ts';

/** The token or comment that holds the character at the offset; undefined on white space. */
export function leafAt(document: PromptDocument, offset: number): LeafCstNode | undefined {
  const root = document.tree.$cstNode;
  const leaf = root && offset >= 0 ? CstUtils.findLeafNodeAtOffset(root, offset) : undefined;
  return leaf && leaf.offset <= offset && offset < leaf.end ? leaf : undefined;
}
