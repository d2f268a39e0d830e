/** @file Text → tree. Never throws; what could not be read is in the errors, everything else in the tree. */
import type { LangiumCoreServices, LexerResult, ParseResult } from 'langium';
import type { PromptFile } from '../generated/ast.ts';
import { createCoreServices } from './module.ts';

let services: LangiumCoreServices | undefined;

export function parse(text: string): ParseResult<PromptFile> {
  services ??= createCoreServices();
  return services.parser.LangiumParser.parse<PromptFile>(text);
}

/** Without comments and white space; what is no token is left out. */
export function tokenize(text: string): LexerResult['tokens'] {
  services ??= createCoreServices();
  return services.parser.Lexer.tokenize(text).tokens;
}
