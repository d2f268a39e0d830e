/** @file Diagnostics for a terminal: the place as compilers write it, the line, and a mark under what is meant. */
import path from 'node:path';
import type { Diagnostic, Severity } from '../language/service.ts';
import { counted } from '../protocol/texts/figures.ts';
import { columnsOf, cut, printable } from './terminal/columns.ts';
import type { Style } from './terminal/style.ts';

export interface CheckedFile {
  /** As given on the command line. */
  readonly name: string;
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

export interface DiagnosticLayout {
  readonly width: number;
  readonly style: Style;
}

/** Lines for every diagnostic but hints, which are for editors. */
export function diagnosticLines(checked: CheckedFile, layout: DiagnosticLayout): readonly string[] {
  const lines = checked.text.split(/\r\n|\r|\n/u);
  return checked.diagnostics
    .filter(({ severity }) => severity !== 'hint')
    .flatMap((diagnostic) => [
      headOf(diagnostic, checked.name, layout.style),
      ...excerpt(lines[diagnostic.span.start.line], diagnostic, layout),
    ]);
}

export function countOf(diagnostics: readonly Diagnostic[], severity: Severity): number {
  return diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
}

/** `2 errors and 1 warning`, or undefined. */
export function diagnosticSummary(diagnostics: readonly Diagnostic[]): string | undefined {
  const parts = (['error', 'warning'] as const)
    .map((severity) => ({ severity, number: countOf(diagnostics, severity) }))
    .filter(({ number }) => number > 0)
    .map(({ severity, number }) => counted(number, severity));
  return parts.length === 0 ? undefined : parts.join(' and ');
}

/** How a path is shown: as short as it can be said from here. */
export function shownPath(file: string, workingDirectory: string): string {
  const relative = path.relative(workingDirectory, file);
  return relative === '' || relative.startsWith(`..${path.sep}..`) ? file : relative;
}

const paints: { readonly [S in Severity]: keyof Pick<Style, 'red' | 'yellow' | 'cyan' | 'dim'> } = {
  error: 'red',
  warning: 'yellow',
  information: 'cyan',
  hint: 'dim',
};

/** `fashion.vlprompt:12:9: error: There is no … [unknown-name]`, as compilers and problem matchers have it. */
function headOf({ code, severity, message, span }: Diagnostic, name: string, style: Style): string {
  const place = `${printable(name)}:${span.start.line + 1}:${span.start.character + 1}`;
  return `${style.bold(place)}: ${style[paints[severity]](severity)}: ${printable(message)} ${style.dim(`[${code}]`)}`;
}

const tab = '    ';

function excerpt(line: string | undefined, { severity, span }: Diagnostic, { width, style }: DiagnosticLayout) {
  if (line === undefined || line.trim() === '') return [];
  const isOneLine = span.end.line === span.start.line;
  const before = shownText(line.slice(0, span.start.character));
  const meant = shownText(line.slice(span.start.character, isOneLine ? span.end.character : undefined)).trimEnd();
  const number = String(span.start.line + 1).padStart(5);
  const room = Math.max(20, width - number.length - 4);
  const skipped = skippedText(before, meant, room);
  const shown = cut(shownText(line).slice(skipped.length), room);
  const indent = ' '.repeat(columnsOf(before) - columnsOf(skipped));
  const mark = '^'.repeat(Math.max(1, Math.min(columnsOf(meant), room - indent.length)));
  const gutter = ' '.repeat(number.length);
  return [
    `${style.dim(`${number} │`)} ${shown}`,
    `${style.dim(`${gutter} │`)} ${indent}${style[paints[severity]](mark)}`,
  ];
}

/** The beginning of a long line that is left out, so that what is meant can be seen. */
function skippedText(before: string, meant: string, room: number): string {
  const excess = columnsOf(before) + Math.min(columnsOf(meant), Math.floor(room / 2)) - room;
  return excess > 0 ? cut(before, excess) : '';
}

function shownText(text: string): string {
  return printable(text.replaceAll('\t', tab));
}
