/** @file Tokens of a text that can be read → the changes of white space that bring it into its canonical form. */
import type { PromptFile } from '../generated/ast.ts';
import { alignLines } from './align.ts';
import { type Line, linesOf } from './lines.ts';
import type { TextChange } from './text-change.ts';
import type { FormatToken } from './token.ts';

/** @param tokens all of the text, in order. */
export function layOut(text: string, tree: PromptFile, tokens: readonly FormatToken[]): TextChange[] {
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const changes: TextChange[] = [];
  const write = (start: number, end: number, written: string) => {
    // Those of the author's system, also within a string of several lines.
    const wanted = written.replace(/\r?\n/g, lineEnd);
    if (text.slice(start, end) !== wanted) changes.push({ at: { start, end }, text: wanted });
  };
  let end = 0;
  for (const { token, before } of placedTokens(linesOf(tree, tokens))) {
    write(end, token.start, before);
    write(token.start, token.end, token.image);
    end = token.end;
  }
  write(end, text.length, tokens.length === 0 ? '' : '\n');
  return changes;
}

interface PlacedToken {
  readonly token: FormatToken;
  /** White space between it and the token before it. */
  readonly before: string;
}

function placedTokens(lines: readonly Line[]): PlacedToken[] {
  return alignLines(lines).flatMap((written, index) => {
    const line = lines[index];
    const breaks = index === 0 ? '' : line?.isBlankBefore ? '\n\n' : '\n';
    let end = 0;
    return (line?.tokens ?? []).map((token, position) => {
      const start = written.indexOf(token.image, end);
      const spaces = written.slice(end, start);
      end = start + token.image.length;
      return { token, before: position === 0 ? breaks + spaces : spaces };
    });
  });
}
