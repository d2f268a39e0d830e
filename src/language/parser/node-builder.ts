/** @file Keeps the time of parsing in proportion to the text, also where a thousand things stand side by side. */
import {
  type CompositeCstNode,
  type CstNode,
  CstNodeBuilder,
  CstUtils,
  createLangiumParser,
  type LangiumCoreServices,
  type LangiumParser,
  LeafCstNodeImpl,
} from 'langium';

type Token = Parameters<CstNodeBuilder['addHiddenNodes']>[0][number];

/**
 * Langium 4.1 looks for the place of comments before every token, among everything that stands beside it and from its
 * beginning, also when there are no comments: a list of 80 000 numbers took ten seconds. And it hands all comments of a
 * place over as arguments of one call, which is at its end with some hundred thousand.
 */
class SparingNodeBuilder extends CstNodeBuilder {
  override addHiddenNodes(tokens: readonly Token[]): void {
    if (tokens.length === 0) return;
    const leaves = tokens.map((token) => this.leafOf(token));
    const { content, index } = placeIn(this.current);
    insertAll(content, index, leaves);
  }

  private leafOf(token: Token): LeafCstNodeImpl {
    const { startOffset, image, tokenType } = token;
    const leaf = new LeafCstNodeImpl(startOffset, image.length, CstUtils.tokenToRange(token), tokenType, true);
    leaf.root = this.current.root;
    return leaf;
  }
}

/** At the end of what is being read, or before it as long as nothing of it was. */
function placeIn(current: CompositeCstNode): { readonly content: CstNode[]; readonly index: number } {
  if (current.content.length > 0) return { content: current.content, index: current.content.length };
  for (let node: CstNode = current; node.container; node = node.container) {
    const { content } = node.container;
    // It stands at the end.
    const index = content.lastIndexOf(node);
    if (index > 0) return { content, index };
  }
  return { content: current.root.content, index: 0 };
}

function insertAll(content: CstNode[], index: number, nodes: readonly CstNode[]): void {
  const after = content.splice(index, content.length - index);
  appendAll(content, nodes);
  appendAll(content, after);
}

function appendAll(content: CstNode[], nodes: readonly CstNode[]): void {
  for (const node of nodes) content.push(node);
}

/** Langium's parser makes its own node builder, and keeps it in a private field. */
export function createSparingParser(services: LangiumCoreServices): LangiumParser {
  const parser = createLangiumParser(services);
  if (!Reflect.set(parser, 'nodeBuilder', new SparingNodeBuilder())) throw new Error('The parser is sealed.');
  return parser;
}
