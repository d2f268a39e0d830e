/** @file The text between quotes, and where each of its characters stands in the file. */
import { lastAtOrBefore } from './last-at-or-before.ts';

export interface QuotedText {
  /** Without quotes and, between triple quotes, without the common indentation; escapes are still as written. */
  readonly text: string;
  /** File offset of `text[index]`; `offsetAt(text.length)` is the end. */
  readonly offsetAt: (index: number) => number;
  readonly isClosed: boolean;
}

const TRIPLE = '"""';

/**
 * @param raw a string as it stands in the file, quotes included; the closing quote may be missing.
 * @param start its offset in the file.
 */
export function readQuoted(raw: string, start: number): QuotedText {
  if (raw.length >= 6 && raw.startsWith(TRIPLE)) return readTriple(raw.slice(3, -3), start + 3);
  const isClosed = isClosedText(raw);
  const text = raw.slice(1, isClosed ? -1 : undefined);
  return { text, offsetAt: (index) => start + 1 + index, isClosed };
}

/** Whether a string as it stands in the file has its closing quote. */
export function isClosedText(raw: string): boolean {
  return raw.length > 1 && raw.endsWith('"') && !endsEscaped(raw);
}

/** `"a\"` ends with an escaped quote and is open. */
function endsEscaped(raw: string): boolean {
  let start = raw.length - 1;
  while (raw[start - 1] === '\\') start--;
  return (raw.length - 1 - start) % 2 === 1;
}

/** Drops the line break after the opening quotes, the one before the closing quotes, and the common indentation. */
function readTriple(inner: string, start: number): QuotedText {
  const lines = splitLines(inner);
  if (lines.length > 1 && isBlank(lines[0])) lines.shift();
  if (lines.length > 1 && isBlank(lines.at(-1))) lines.pop();
  const indent = commonIndent(lines, inner);
  const text = lines.map((line) => line.text.slice(indentOf(line, indent, inner))).join('\n');
  const starts = lineStarts(lines, indent, inner);
  const offsetAt = (index: number) => {
    const line = starts[lastAtOrBefore(starts, index)] ?? { index: 0, offset: 0 };
    const offset = line.offset + index - line.index;
    // The line break of a text is one character, in a file it may be two: `\n` stands where the second one does.
    return start + offset + (inner.startsWith('\r\n', offset) ? 1 : 0);
  };
  return { text, offsetAt, isClosed: true };
}

interface Line {
  readonly text: string;
  readonly offset: number;
}

function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let offset = 0;
  for (const line of text.split('\n')) {
    lines.push({ text: line.replace(/\r$/, ''), offset });
    offset += line.length + 1;
  }
  return lines;
}

function isBlank(line: Line | undefined): boolean {
  return line === undefined || line.text.trim() === '';
}

function commonIndent(lines: readonly Line[], inner: string): number {
  const indented = lines.filter((line) => !isBlank(line) && !followsQuotes(line, inner));
  const widths = indented.map((line) => line.text.length - line.text.trimStart().length);
  return widths.reduce((least, width) => Math.min(least, width), widths[0] ?? 0);
}

/** The line that begins right after the opening quotes has no indentation of its own. */
function followsQuotes(line: Line, inner: string): boolean {
  return line.offset === 0 && inner.length > 0;
}

function indentOf(line: Line, indent: number, inner: string): number {
  return followsQuotes(line, inner) ? 0 : Math.min(indent, line.text.length);
}

interface LineStart {
  /** In the text without indentation. */
  readonly index: number;
  /** In the text between the quotes. */
  readonly offset: number;
}

function lineStarts(lines: readonly Line[], indent: number, inner: string): LineStart[] {
  let index = 0;
  return lines.map((line) => {
    const skipped = indentOf(line, indent, inner);
    const start = { index, offset: line.offset + skipped };
    index += line.text.length - skipped + 1;
    return start;
  });
}
