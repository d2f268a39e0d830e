/** @file Images in the order of a field. */
import { type FieldColumn, type KnownValue, perCode } from '../columns/field-columns.ts';

/**
 * The same numbers by the value of a field, those without one last; equals stay as they were.
 * @param numbers rising
 */
export function sortedByField(numbers: Uint32Array, column: FieldColumn, isDescending: boolean): Uint32Array {
  const keys = keysOf(column, numbers);
  const known = Uint32Array.from(numbers.filter((row) => !Number.isNaN(keys[row]!)));
  const unknown = numbers.filter((row) => Number.isNaN(keys[row]!));
  // Equals by their number: not every engine sorts typed arrays stably.
  known.sort((a, b) => (isDescending ? keys[b]! - keys[a]! : keys[a]! - keys[b]!) || a - b);
  const sorted = new Uint32Array(numbers.length);
  sorted.set(known);
  sorted.set(unknown, known.length);
  return sorted;
}

/** By number of an image: numbers that compare as its values do, texts by code unit. */
function keysOf(column: FieldColumn, numbers: Uint32Array): Float64Array {
  if (column.kind === 'number') return column.values;
  const valueAt = valuesOf(column);
  const ranks = new Map<string, number>();
  for (const row of numbers) ranks.set(asText(valueAt(row)) ?? '', 0);
  for (const [rank, text] of [...ranks.keys()].sort().entries()) ranks.set(text, rank);
  const keys = new Float64Array((numbers.at(-1) ?? -1) + 1);
  for (const row of numbers) {
    const value = valueAt(row);
    if (value === undefined) keys[row] = Number.NaN;
    else keys[row] = typeof value === 'number' ? value : ranks.get(asText(value) ?? '')!;
  }
  return keys;
}

function valuesOf(column: Exclude<FieldColumn, { readonly kind: 'number' }>): (row: number) => KnownValue {
  if (column.kind === 'each') return column.at;
  const value = perCode(column.valueIn);
  return (row) => value(column.codes[row]!);
}

export function asText(value: KnownValue): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'object' ? value.join(', ') : String(value);
}
