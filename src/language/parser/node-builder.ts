/** @file Keeps the time of parsing in proportion to the text, also where a thousand things stand side by side. */
import { CstNodeBuilder, createLangiumParser, type LangiumCoreServices, type LangiumParser } from 'langium';

/**
 * Langium 4.1 looks for the place of comments before every token, among everything that stands beside it, also when
 * there are no comments: a list of 80 000 numbers took ten seconds.
 */
class SparingNodeBuilder extends CstNodeBuilder {
  override addHiddenNodes(tokens: Parameters<CstNodeBuilder['addHiddenNodes']>[0]): void {
    if (tokens.length > 0) super.addHiddenNodes(tokens);
  }
}

/** Langium's parser makes its own node builder, and keeps it in a private field. */
export function createSparingParser(services: LangiumCoreServices): LangiumParser {
  const parser = createLangiumParser(services);
  if (!Reflect.set(parser, 'nodeBuilder', new SparingNodeBuilder())) throw new Error('The parser is sealed.');
  return parser;
}
