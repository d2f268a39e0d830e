/** @file What lexer and parser could not read, as problems. */
import type { ParseResult } from 'langium';
import { type Problem, problem } from '../diagnostics/problem.ts';

/** More tell an author nothing. */
const MOST = 100;

/** @param length of the text; errors at the end of the file point to its last character. */
export function syntaxProblems(parsed: ParseResult, length: number): Problem[] {
  const lexed = parsed.lexerErrors.map((error) => {
    const start = Math.min(error.offset, length);
    return problem('syntax', { start, end: Math.min(start + error.length, length) }, error.message);
  });
  const read = parsed.parserErrors.map((error) => {
    const { token, previousToken } = error as ParserError;
    const at = Number.isNaN(token.startOffset) ? endOf(previousToken, length) : extentOf(token);
    return problem('syntax', at, error.message);
  });
  return [...lexed, ...read].slice(0, MOST);
}

type Token = ParseResult['parserErrors'][number]['token'];
interface ParserError {
  readonly token: Token;
  readonly previousToken?: Token;
}

function extentOf(token: Token) {
  return { start: token.startOffset, end: token.startOffset + token.image.length };
}

/** The end of the file has no place of its own: the last token stands for it. */
function endOf(previous: Token | undefined, length: number) {
  if (previous === undefined || Number.isNaN(previous.startOffset)) return { start: length, end: length };
  return extentOf(previous);
}
