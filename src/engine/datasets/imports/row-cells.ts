/** @file Values of a stranger's rows → cells. */
import type { Cell } from '../exports/export-set.ts';

export type Row = ReadonlyMap<string, Cell>;

/** What has no place in a cell becomes its JSON. */
export function cellOfValue(value: unknown): Cell {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? Number(inner) : inner)) ?? null;
}

export function rowOfObject(value: object): Row {
  return new Map(Object.entries(value).map(([name, inner]) => [name, cellOfValue(inner)]));
}

/** Without what the reader has taken from the row already. */
export function columnsWithout(row: Row, taken: readonly string[]): Readonly<Record<string, Cell>> {
  return Object.fromEntries([...row].filter(([name]) => !taken.includes(name)));
}

/** Numbers as text; null for what is not there or empty. */
export function textIn(row: Row, name: string): string | null {
  const cell = row.get(name) ?? null;
  return cell === null || cell === '' ? null : String(cell);
}
