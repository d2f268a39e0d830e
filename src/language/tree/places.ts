/** @file Where nodes of the tree stand in their text. */
import { type AstNode, AstUtils, type CstNode, GrammarAST, GrammarUtils, isCompositeCstNode } from 'langium';
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
  const cst =
    index === undefined ? firstOf(node, property) : GrammarUtils.findNodeForProperty(node.$cstNode, property, index);
  return cst ? { start: cst.offset, end: cst.end, file: fileOf(node) } : placeOf(node);
}

/** Names and keys are asked for at every key typed, and mostly stand right below their node. */
function firstOf(node: AstNode, property: string): CstNode | undefined {
  const { $cstNode: cst } = node;
  return (cst && leafOf(node, cst, property)) ?? GrammarUtils.findNodeForProperty(cst, property);
}

/** Rules that only pass a node on are nested around it. */
function leafOf(node: AstNode, cst: CstNode, property: string): CstNode | undefined {
  for (const child of isCompositeCstNode(cst) ? cst.content : []) {
    if (isCompositeCstNode(child)) {
      const found = child.astNode === node ? leafOf(node, child, property) : undefined;
      if (found) return found;
    } else if (child.grammarSource && featureOf(child.grammarSource) === property) return child;
  }
  return undefined;
}

const features = new WeakMap<object, { readonly feature: string | undefined }>();

/** The property that an element of the grammar fills. */
function featureOf(source: GrammarAST.AbstractElement): string | undefined {
  const known = features.get(source) ?? {
    feature: AstUtils.getContainerOfType(source, GrammarAST.isAssignment)?.feature,
  };
  features.set(source, known);
  return known.feature;
}

/** The node as its author wrote it, whichever file that is. */
export function writtenAs(node: AstNode): string {
  return node.$cstNode?.text ?? '';
}

/** What stands between the quotes. */
export function quotedText(text: Text): QuotedText {
  return readQuoted(text.raw, placeOf(text).start);
}
