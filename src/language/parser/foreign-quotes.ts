/** @file Texts in quotes of other languages, such as “…” and '…', read as the texts that they were meant as. */
import type { LexerResult } from 'langium';

type LexerError = LexerResult['errors'][number];

/** By its opening quote, what may close a text. */
export const closingQuotes: Readonly<Record<string, string>> = {
  "'": "'",
  '`': '`',
  '“': '”',
  '”': '”',
  '„': '“',
  '«': '»',
  '‘': '’',
};

export interface ForeignText {
  readonly start: number;
  /** Behind the closing quote. */
  readonly end: number;
}

/** Where texts in foreign quotes stand; errors are where the lexer found no token, so never in strings or comments. */
export function foreignTexts(text: string, errors: readonly LexerError[]): ForeignText[] {
  const found: ForeignText[] = [];
  // The beginning of the next line with such a closing quote: what is known is not searched again.
  const searched = new Map<string, number>();
  for (const { offset } of errors) {
    const closing = closingQuotes[text[offset] ?? ''];
    if (closing === undefined || offset < (found.at(-1)?.end ?? 0) || offset < (searched.get(closing) ?? 0)) continue;
    const close = text.indexOf(closing, offset + 1);
    const line = close < 0 ? text.length : text.lastIndexOf('\n', close) + 1;
    if (line > offset) searched.set(closing, line);
    else if (!/["\\\r]/.test(text.slice(offset, close))) found.push({ start: offset, end: close + 1 });
  }
  return found;
}

/** The text with straight quotes, every character in its place. */
export function withStraightQuotes(text: string, foreign: readonly ForeignText[]): string {
  let end = 0;
  const pieces = foreign.map((each) => {
    const before = text.slice(end, each.start);
    end = each.end;
    return `${before}"${text.slice(each.start + 1, each.end - 1)}"`;
  });
  return pieces.join('') + text.slice(end);
}
