/** @file Where nodes of the tree stand in their text. */
import { type AstNode, GrammarUtils } from 'langium';
import type { Text } from '../generated/ast.ts';
import { type QuotedText, readQuoted } from '../prompt/quoted.ts';
import type { Place } from './extent.ts';
import { fileOf } from './file-of.ts';

/** The whole node; empty at 0 for a node that recovery made out of nothing. */
export function placeOf(node: AstNode): Place {
  const cst = node.$cstNode;
  return { start: cst?.offset ?? 0, end: cst?.end ?? 0, file: fileOf(node) };
}

/** A property of the node, such as its name; the node when the property is missing. @param index of a repeated one. */
export function placeOfProperty(node: AstNode, property: string, index?: number): Place {
  const cst = GrammarUtils.findNodeForProperty(node.$cstNode, property, index);
  return cst ? { start: cst.offset, end: cst.end, file: fileOf(node) } : placeOf(node);
}

/** The node as its author wrote it, whichever file that is. */
export function writtenAs(node: AstNode): string {
  return node.$cstNode?.text ?? '';
}

/** What stands between the quotes. */
export function quotedText(text: Text): QuotedText {
  return readQuoted(text.raw, placeOf(text).start);
}
