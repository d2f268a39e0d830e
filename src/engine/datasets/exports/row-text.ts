/** @file A sample as a line of JSON or CSV: the same names in the same order in every line, null where nothing is known. */
import { type Column, type ColumnKind, cellOf } from './column-schema.ts';
import type { Cell, ExportSample } from './export-set.ts';

/** One value of a row. */
export interface Field {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly cell: Cell;
}

/** A text that the export adds. */
export function textField(name: string, cell: string): Field {
  return { name, kind: 'text', cell };
}

export function columnFields(columns: readonly Column[], sample: ExportSample): readonly Field[] {
  return columns.map((column) => ({ ...column, cell: cellOf(sample, column) }));
}

/** With its newline. Reals have a point or an exponent also where they are whole: readers take types from the text. */
export function jsonLine(fields: readonly Field[]): string {
  return `${jsonObject(fields)}\n`;
}

export function jsonObject(fields: readonly Field[]): string {
  return `{${fields.map((field) => `${JSON.stringify(field.name)}: ${jsonCell(field)}`).join(', ')}}`;
}

function jsonCell({ kind, cell }: Field): string {
  return kind === 'real' && typeof cell === 'number' ? realText(cell) : JSON.stringify(cell);
}

function realText(value: number): string {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** RFC 4180 with bare newlines. Null is nothing; a text that would be read as nothing or as another type is quoted. */
export function csvLine(fields: readonly Field[]): string {
  return `${fields.map(csvCell).join(',')}\n`;
}

export function csvHeader(fields: readonly Field[]): string {
  return `${fields.map(({ name }) => csvText(name)).join(',')}\n`;
}

function csvCell({ kind, cell }: Field): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return kind === 'real' ? realText(cell) : String(cell);
  return typeof cell === 'boolean' ? String(cell) : csvText(cell);
}

/** What a reader may take for a number or for true or false. */
const looksTyped = /^\s*$|^\s*[-+.\d]|^\s*(true|false|nan|inf|infinity|null|none|n\/?a)\s*$/i;

function csvText(text: string): string {
  return /[",\r\n]/.test(text) || looksTyped.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
