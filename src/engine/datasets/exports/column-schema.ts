/**
 * @file One type for each column over the whole set: readers guess the types of JSON and CSV from the first rows, and
 * stop at the first row that is otherwise.
 */
import { Failure } from '../../../protocol/failure.ts';
import { type Cell, compare, type ExportSample } from './export-set.ts';

/** `integer`s are exact in 53 bits. */
export type ColumnKind = 'text' | 'integer' | 'real' | 'truth';

export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
}

/** Names that formats give to what they add themselves. */
const taken = new Set(['id', 'file', 'file_name', 'image', 'sha256', 'split', 'label', '__key__', '__url__']);

/** Hugging Face's folder loader takes such columns for files of their own. */
const readAsFile = /(^|_)file_names?$/;

/**
 * All columns of all samples, sorted by name. Integers beside reals are reals; a column with nulls alone is text.
 * @throws Failure `export-invalid`
 */
export function columnsOf(samples: readonly ExportSample[]): readonly Column[] {
  const kinds = new Map<string, ColumnKind | undefined>();
  for (const sample of samples) {
    for (const [name, cell] of Object.entries(sample.columns)) {
      kinds.set(name, together(kinds.get(name), kindOf(cell, name, sample), name));
    }
  }
  for (const name of kinds.keys()) requireFree(name);
  return [...kinds]
    .map(([name, kind]): Column => ({ name, kind: kind ?? 'text' }))
    .sort((a, b) => compare(a.name, b.name));
}

/** Null where the sample has none; a minus zero, which JSON has no word for, is zero. */
export function cellOf(sample: ExportSample, { name }: Column): Cell {
  const cell = Object.hasOwn(sample.columns, name) ? (sample.columns[name] ?? null) : null;
  return cell === 0 ? 0 : cell;
}

function kindOf(cell: Cell, name: string, { file }: ExportSample): ColumnKind | undefined {
  if (cell === null) return undefined;
  if (typeof cell === 'boolean') return 'truth';
  if (typeof cell === 'number') {
    if (Number.isFinite(cell)) return Number.isSafeInteger(cell) ? 'integer' : 'real';
    throw invalid(`The column \`${name}\` of ${file} is ${cell}, which no format can hold; leave it empty.`);
  }
  if (isWellFormed(cell)) return 'text';
  throw invalid(`The column \`${name}\` of ${file} holds half a character; write the text anew.`);
}

function together(before: ColumnKind | undefined, next: ColumnKind | undefined, name: string): ColumnKind | undefined {
  if (before === undefined || next === undefined || before === next) return before ?? next;
  if (isNumber(before) && isNumber(next)) return 'real';
  throw invalid(
    `The column \`${name}\` holds ${nouns[before]} in one row and ${nouns[next]} in another; use two columns.`,
  );
}

function isNumber(kind: ColumnKind): boolean {
  return kind === 'integer' || kind === 'real';
}

const nouns: { readonly [K in ColumnKind]: string } = {
  text: 'text',
  integer: 'a number',
  real: 'a number',
  truth: 'true or false',
};

function requireFree(name: string): void {
  if (name === '' || !isWellFormed(name) || /\p{Cc}/u.test(name)) {
    throw invalid(`A column is called ${JSON.stringify(name)}; use letters, digits and \`_\`.`);
  }
  if (taken.has(name)) throw invalid(`A column is called \`${name}\`, as what the export adds; call it otherwise.`);
  if (readAsFile.test(name)) {
    throw invalid(`The column \`${name}\` would be read as the name of a file by Hugging Face; call it otherwise.`);
  }
}

/** Without surrogates that stand alone, which UTF-8 cannot hold. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

function invalid(sentence: string): Failure {
  return new Failure('export-invalid', sentence);
}
