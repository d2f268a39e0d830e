/** @file A part of a text that knows its places. */
import type { QuotedText } from '../prompt/quoted.ts';

export function sliceQuoted(quoted: QuotedText, start: number, end: number): QuotedText {
  return {
    text: quoted.text.slice(start, end),
    offsetAt: (index) => quoted.offsetAt(start + index),
    isClosed: quoted.isClosed,
  };
}

/** Without blanks at its ends. */
export function trimQuoted(quoted: QuotedText): QuotedText {
  const { text } = quoted;
  const start = text.length - text.trimStart().length;
  return sliceQuoted(quoted, start, Math.max(start, text.trimEnd().length));
}

/** A text that stands in the file as it is. */
export function quotedAt(text: string, start: number): QuotedText {
  return { text, offsetAt: (index) => start + index, isClosed: true };
}
