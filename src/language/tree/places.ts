/** @file Where nodes of the tree stand in the text. */
import { type AstNode, GrammarUtils } from 'langium';
import type { Text } from '../generated/ast.ts';
import { type QuotedText, readQuoted } from '../prompt/quoted.ts';
import type { Extent } from './extent.ts';

/** The whole node; empty at 0 for a node that recovery made out of nothing. */
export function placeOf(node: AstNode): Extent {
  const cst = node.$cstNode;
  return cst ? { start: cst.offset, end: cst.end } : { start: 0, end: 0 };
}

/** A property of the node, such as its name; the node when the property is missing. @param index of a repeated one. */
export function placeOfProperty(node: AstNode, property: string, index?: number): Extent {
  const cst = GrammarUtils.findNodeForProperty(node.$cstNode, property, index);
  return cst ? { start: cst.offset, end: cst.end } : placeOf(node);
}

/** What stands between the quotes. */
export function quotedText(text: Text): QuotedText {
  return readQuoted(text.raw, placeOf(text).start);
}
