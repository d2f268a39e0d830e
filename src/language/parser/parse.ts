/** @file Text → tree. Never throws; what could not be read is in the errors, everything else in the tree. */
import type { LangiumCoreServices, LexerResult, ParseResult } from 'langium';
import type { PromptFile } from '../generated/ast.ts';
import { createCoreServices } from './module.ts';

let services: LangiumCoreServices | undefined;

export function parse(text: string): ParseResult<PromptFile> {
  services ??= createCoreServices();
  return services.parser.LangiumParser.parse<PromptFile>(text);
}

/** Tokens, comments apart from the others, and what is no token. */
export function lex(text: string): LexerResult {
  services ??= createCoreServices();
  return services.parser.Lexer.tokenize(text);
}
