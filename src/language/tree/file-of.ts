/** @file Which file a node of a tree was read from: a program has the trees of several. */
import { type AstNode, AstUtils } from 'langium';

const files = new WeakMap<AstNode, string>();

/** Says where a tree was read from; done once, when it is made into a document. */
export function setFile(tree: AstNode, file: string): void {
  files.set(tree, file);
}

export function rootOf(node: AstNode): AstNode {
  return AstUtils.findRootNode(node);
}

/** Empty for a tree that no document was made of. */
export function fileOf(node: AstNode): string {
  return files.get(rootOf(node)) ?? '';
}
