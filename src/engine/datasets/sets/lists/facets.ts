/** @file How the images of a list are spread over the values of each field. */
import type { Facet } from '../../../../protocol/image-sets.ts';
import { type FieldColumn, type FieldSources, fieldColumn } from '../columns/field-columns.ts';
import { asText } from './sort-numbers.ts';

/** More values than anybody reads; the rest are counted together. */
const MOST_VALUES = 100;

/** Of a histogram. */
const PARTS = 20;

/** @param fields names; what no image of the set has is left out */
export function facetsOf(fields: readonly string[], numbers: Uint32Array, sources: FieldSources): readonly Facet[] {
  return fields.flatMap((field) => {
    const column = fieldColumn(field, sources);
    return column === undefined ? [] : facetOf(field, column, numbers);
  });
}

function facetOf(field: string, column: FieldColumn, numbers: Uint32Array): Facet {
  if (column.kind === 'number') return rangeFacet(field, column.values, numbers);
  if (column.kind === 'each' && column.isUnique) {
    return { kind: 'values', field, values: [], more: numbers.length, none: 0 };
  }
  return valuesFacet(field, column.kind === 'each' ? countEach(column.at, numbers) : countCodes(column, numbers));
}

interface Counts {
  readonly of: ReadonlyMap<string, number>;
  readonly none: number;
}

function countEach(at: (row: number) => string | undefined, numbers: Uint32Array): Counts {
  const counts = new Map<string, number>();
  let none = 0;
  for (const row of numbers) {
    const value = at(row);
    if (value === undefined) none++;
    else counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return { of: counts, none };
}

/** Of several values of an image, such as tags, each counts. */
function countCodes({ codes, valueIn }: FieldColumn & { readonly kind: 'coded' }, numbers: Uint32Array): Counts {
  const perCode = new Uint32Array(codes.reduce((most, code) => Math.max(most, code), 0) + 1);
  for (const row of numbers) perCode[codes[row]!]!++;
  const counts = new Map<string, number>();
  let none = 0;
  for (const [code, count] of perCode.entries()) {
    if (count === 0) continue;
    const value = valueIn(code);
    if (value === undefined) none += count;
    for (const each of Array.isArray(value) ? value : [value]) {
      const text = asText(each);
      if (text !== undefined) counts.set(text, (counts.get(text) ?? 0) + count);
    }
  }
  return { of: counts, none };
}

function valuesFacet(field: string, { of, none }: Counts): Facet {
  const values = [...of].map(([value, count]) => ({ value, count }));
  values.sort((a, b) => b.count - a.count || Number(a.value > b.value) - Number(a.value < b.value));
  return {
    kind: 'values',
    field,
    values: values.slice(0, MOST_VALUES),
    more: Math.max(0, values.length - MOST_VALUES),
    none,
  };
}

function rangeFacet(field: string, column: Float64Array, numbers: Uint32Array): Facet {
  const known = Float64Array.from(numbers, (row) => column[row]!).filter((value) => !Number.isNaN(value));
  if (known.length === 0) return { kind: 'values', field, values: [], more: 0, none: numbers.length };
  const least = known.reduce((a, b) => Math.min(a, b));
  const most = known.reduce((a, b) => Math.max(a, b));
  const counts = new Array<number>(PARTS).fill(0);
  for (const value of known) counts[partOf(value, least, most)]!++;
  return { kind: 'range', field, least, most, counts, none: numbers.length - known.length };
}

/** The greatest value belongs to the last part. */
function partOf(value: number, least: number, most: number): number {
  if (most === least) return 0;
  return Math.min(PARTS - 1, Math.floor((PARTS * (value - least)) / (most - least)));
}
