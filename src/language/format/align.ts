/** @file Columns: values of neighbouring settings, captions of neighbouring classes, comments at the ends of lines. */
import type { Line } from './lines.ts';
import { joinTokens } from './spacing.ts';
import type { FormatToken } from './token.ts';

const INDENT = '  ';
/** Between code and the comment behind it. */
const GAP = '  ';

/** Lines as they are written, in order. */
export function alignLines(lines: readonly Line[]): string[] {
  const widths = headWidths(lines);
  const codes = lines.map((line, index) => codeOf(line, widths[index]));
  return withComments(lines, codes);
}

/** Tokens before the column: `steps:` of a setting, `class shirt` of a declaration; undefined where nothing is aligned. */
function headOf({ role, tokens }: Line): readonly FormatToken[] | undefined {
  const [first, second, third] = tokens;
  if (third === undefined || first?.comment || second?.comment || third.comment) return undefined;
  if (role === 'member')
    return first?.type === 'KEY' ? [first, second].filter((token) => token !== undefined) : undefined;
  if (role !== 'declaration' || second?.type !== 'NAME' || first === undefined) return undefined;
  const isColumn = third.image === '=' || third.image === 'from' || third.type === 'QUOTED';
  return isColumn ? [first, second] : undefined;
}

/** The width that the head of each line is filled up to. */
function headWidths(lines: readonly Line[]): (number | undefined)[] {
  const widths: (number | undefined)[] = lines.map(() => undefined);
  for (const role of ['declaration', 'member'] as const) {
    for (const run of runsOf(lines, role)) {
      const widest = run.reduce((most, index) => Math.max(most, headWidth(lines[index])), 0);
      for (const index of run) widths[index] = widest;
    }
  }
  return widths;
}

function headWidth(line: Line | undefined): number {
  return joinTokens((line && headOf(line)) ?? []).length;
}

/**
 * Indexes of neighbouring lines that share a column. Declarations of one kind are neighbours across their bodies, and
 * settings across comments, but a blank line or another thing between them parts them.
 */
function runsOf(lines: readonly Line[], role: 'declaration' | 'member'): number[][] {
  const runs: number[][] = [];
  let keyword: string | undefined;
  const level = role === 'declaration' ? 0 : 1;
  lines.forEach((line, index) => {
    if (line.isBlankBefore && line.indent <= level) keyword = undefined;
    if (role === 'member' && line.role === 'close') keyword = undefined;
    if (line.role !== role) return;
    const kind = headOf(line) && (role === 'member' ? 'KEY' : line.tokens[0]?.image);
    if (kind !== undefined && kind === keyword) runs.at(-1)?.push(index);
    else if (kind !== undefined) runs.push([index]);
    keyword = kind;
  });
  return runs;
}

function codeOf(line: Line, width: number | undefined): string {
  const code = line.tokens.slice(0, line.tokens.length - trailingOf(line).length);
  const head = width === undefined ? undefined : headOf(line);
  const indent = INDENT.repeat(line.indent);
  if (width === undefined || head === undefined) return indent + joinTokens(code);
  return `${indent}${joinTokens(head).padEnd(width)} ${joinTokens(code.slice(head.length))}`;
}

/** Comments at the end of a line that begins with something else. */
function trailingOf({ tokens }: Line): readonly FormatToken[] {
  const last = tokens.findLastIndex((token) => token.comment === undefined);
  return last < 0 ? [] : tokens.slice(last + 1);
}

function withComments(lines: readonly Line[], codes: readonly string[]): string[] {
  const columns = commentColumns(lines, codes);
  return lines.map((line, index) => {
    const code = codes[index] ?? '';
    const trailing = trailingOf(line);
    if (trailing.length === 0) return code;
    const fill = Math.max(0, (columns[index] ?? 0) - lastWidth(code));
    return code + ' '.repeat(fill) + GAP + joinTokens(trailing);
  });
}

/** Neighbouring lines with comments share their column. */
function commentColumns(lines: readonly Line[], codes: readonly string[]): number[] {
  const runs: number[][] = [[]];
  lines.forEach((line, index) => {
    const isCommented = trailingOf(line).length > 0;
    if (!isCommented || line.isBlankBefore) runs.push([]);
    if (isCommented) runs.at(-1)?.push(index);
  });
  const columns = lines.map(() => 0);
  for (const run of runs) {
    const widest = run.reduce((most, index) => Math.max(most, lastWidth(codes[index] ?? '')), 0);
    for (const index of run) columns[index] = widest;
  }
  return columns;
}

/** Of the line in which the code ends: a text between triple quotes has several. */
function lastWidth(code: string): number {
  return code.length - (code.lastIndexOf('\n') + 1);
}
