/** @file Text → tree. Never throws; what could not be read is in the errors, everything else in the tree. */
import type { LangiumParser, ParseResult } from 'langium';
import type { PromptFile } from '../generated/ast.ts';
import { createCoreServices } from './module.ts';

let parser: LangiumParser | undefined;

export function parse(text: string): ParseResult<PromptFile> {
  parser ??= createCoreServices().parser.LangiumParser;
  return parser.parse<PromptFile>(text);
}
