/** @file What lexer and parser could not read, as problems. */
import { type CstNode, isCompositeCstNode, type ParseResult } from 'langium';
import { type Problem, type ProblemFix, problem, withFix } from '../diagnostics/problem.ts';
import type { Extent } from '../tree/extent.ts';
import { closingQuotes } from './foreign-quotes.ts';
import { type Remedy, remedyFor, strangeCharacters } from './remedies.ts';

/** More tell an author nothing. */
const MOST = 100;

/** @param text that was parsed; errors at its end point to its last word. */
export function syntaxProblems(parsed: ParseResult, text: string): Problem[] {
  const strange = parsed.lexerErrors.map((error) => strangeCharacter(error, text));
  const commented = new Set(
    strange.filter(({ at }) => text[at.start] === '#').map(({ at }) => lineStart(text, at.start)),
  );
  const read = parsed.parserErrors
    .map((error) => unreadable(error as ParserError, text))
    // What follows a `#` was meant as a comment.
    .filter(({ at }) => !commented.has(lineStart(text, at.start)));
  return [...strange, ...read, ...openComment(parsed)].slice(0, MOST);
}

function strangeCharacter(error: ParseResult['lexerErrors'][number], text: string): Problem {
  const start = Math.min(error.offset, text.length);
  const at = { start, end: Math.min(start + error.length, text.length) };
  const characters = text.slice(at.start, at.end);
  const found = problem('syntax', at, strangeCharacters[characters.charAt(0)] ?? spoken(error.message, characters));
  return withFix(found, straightened(characters, at));
}

/** Of a text between foreign quotes. */
function straightened(characters: string, at: Extent): ProblemFix | undefined {
  const closing = closingQuotes[characters.charAt(0)];
  if (characters.length < 2 || closing === undefined || !characters.endsWith(closing)) return undefined;
  return { title: 'Write straight quotes `"`', at, text: `"${characters.slice(1, -1)}"` };
}

/** The lexer's own sentence about a character, in other words; its sentences of ours stay. */
function spoken(message: string, characters: string): string {
  return message.startsWith('unexpected character') ? `\`${characters}\` has no meaning here; take it out.` : message;
}

function unreadable(error: ParserError, text: string): Problem {
  const { token, previousToken } = error;
  if (Number.isNaN(token.startOffset)) {
    const at = endOf(previousToken, text.length);
    const before = previousToken && !Number.isNaN(previousToken.startOffset) ? text.slice(0, at.end) : '';
    return asProblem(remedyFor(lastLine(before), '', { start: at.end, end: at.end }), at, error.message);
  }
  const at = extentOf(token);
  return asProblem(remedyFor(lastLine(text.slice(0, at.start)), token.image, at), at, error.message);
}

function asProblem(remedy: Remedy | undefined, at: Extent, message: string): Problem {
  return withFix(problem('syntax', at, remedy?.sentence ?? message), remedy?.fix);
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** More of a line before an error tells nothing, and looking through it would take long. */
const LONGEST_HEAD = 200;

function lastLine(text: string): string {
  return text.slice(Math.max(lineStart(text, text.length), text.length - LONGEST_HEAD));
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
  readonly message: string;
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
