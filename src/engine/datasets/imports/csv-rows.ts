/** @file CSV as RFC 4180 has it, with any ends of lines. Only what stands without quotes may be another type than text. */
import type { Cell } from '../exports/export-set.ts';
import { damagedData } from './damaged-data.ts';
import type { Row } from './row-cells.ts';
import { requireShort, textChunks } from './text-lines.ts';

interface RawCell {
  readonly text: string;
  readonly isQuoted: boolean;
}

/** By the names in the first row. @throws Failure `data-corrupt`, `file-unreadable` */
export async function* csvRows(file: string): AsyncIterable<Row> {
  let names: readonly string[] | undefined;
  let number = 0;
  for await (const cells of rawRows(file)) {
    number++;
    if (names === undefined) names = cells.map(({ text }) => text);
    else if (cells.length === names.length) yield rowOf(names, cells);
    else throw damagedData(file, `has ${cells.length} values in row ${number}, and ${names.length} names in its first`);
  }
}

function rowOf(names: readonly string[], cells: readonly RawCell[]): Row {
  return new Map(cells.map((cell, index) => [names[index] ?? '', cellOf(cell)]));
}

const decimal = /^-?(0|[1-9]\d*)(\.\d+)?(e[-+]?\d+)?$/i;

function cellOf({ text, isQuoted }: RawCell): Cell {
  if (isQuoted) return text;
  if (text === '') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  return decimal.test(text) ? Number(text) : text;
}

async function* rawRows(file: string): AsyncIterable<readonly RawCell[]> {
  const scanner = new CsvScanner();
  for await (const chunk of textChunks(file)) {
    for (const character of chunk) {
      const row = scanner.take(character);
      if (row) yield row;
    }
    requireShort(file, scanner.pending);
  }
  if (scanner.isInQuotes) throw damagedData(file, 'ends within quotes');
  const last = scanner.take('\n');
  if (last) yield last;
}

/** A character at a time. */
class CsvScanner {
  #row: RawCell[] = [];
  #text = '';
  #isQuoted = false;
  /** After a quote within quotes: it ends them unless another follows. */
  #mayEnd = false;
  #isInside = false;

  get isInQuotes(): boolean {
    return this.#isInside && !this.#mayEnd;
  }

  get pending(): string {
    return this.#text;
  }

  /** @returns a row when it ends it; empty lines are none */
  take(character: string): readonly RawCell[] | undefined {
    if (this.isInQuotes) return this.#takeInside(character);
    if (this.#mayEnd) return this.#takeAfterQuote(character);
    return this.#takeOutside(character);
  }

  #takeInside(character: string): undefined {
    if (character === '"') this.#mayEnd = true;
    else this.#text += character;
  }

  #takeAfterQuote(character: string): readonly RawCell[] | undefined {
    this.#mayEnd = false;
    if (character === '"') {
      this.#text += '"';
      return undefined;
    }
    this.#isInside = false;
    return this.#takeOutside(character);
  }

  #takeOutside(character: string): readonly RawCell[] | undefined {
    if (character === '"' && this.#text === '') {
      this.#isInside = true;
      this.#isQuoted = true;
    } else if (character === ',') this.#endCell();
    else if (character === '\n') return this.#endRow();
    else if (character !== '\r') this.#text += character;
    return undefined;
  }

  #endCell(): void {
    this.#row.push({ text: this.#text, isQuoted: this.#isQuoted });
    this.#text = '';
    this.#isQuoted = false;
  }

  #endRow(): readonly RawCell[] | undefined {
    if (this.#row.length === 0 && this.#text === '' && !this.#isQuoted) return undefined;
    this.#endCell();
    const row = this.#row;
    this.#row = [];
    return row;
  }
}
