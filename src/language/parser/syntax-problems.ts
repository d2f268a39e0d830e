/** @file What lexer and parser could not read, as problems. */
import { type CstNode, isCompositeCstNode, type ParseResult } from 'langium';
import { type Problem, problem, withFix } from '../diagnostics/problem.ts';

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
  return [...lexed, ...read, ...openComment(parsed)].slice(0, MOST);
}

/** An open comment ends with the file, so only the last of its leaves can be one. */
function openComment(parsed: ParseResult): Problem[] {
  let leaf: CstNode | undefined = parsed.value.$cstNode;
  while (leaf && isCompositeCstNode(leaf)) leaf = leaf.content.at(-1);
  if (leaf === undefined || !leaf.text.startsWith('/*') || isClosedComment(leaf.text)) return [];
  const at = { start: leaf.end, end: leaf.end };
  return [
    withFix(problem('open-comment', { start: leaf.offset, end: leaf.end }), {
      title: 'Close the comment',
      at,
      text: ' */',
    }),
  ];
}

export function isClosedComment(text: string): boolean {
  return text.length >= 4 && text.endsWith('*/');
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
