/** @file What each cell of a matrix shows and says, in each way of looking at it. */

import type { Estimate } from '../../../protocol/evaluation.ts';
import { aligned, type Confusion, collapsed, columnTotals, rowTotals } from '../../../protocol/statistics/confusion.ts';
import { shareDifference } from '../../../protocol/statistics/share-difference.ts';
import { wilson } from '../../../protocol/statistics/wilson.ts';
import { percent } from '../../../protocol/texts/figures.ts';
import type { MatrixBaseline } from '../../../protocol/webviews/matrix.ts';
import { cellWords, pointsWords, shareWords } from '../number-words.ts';
import { classesOf, type MatrixPart } from './matrix-parts.ts';

export type MatrixMode = 'counts' | 'rows' | 'columns' | 'difference';

export interface MatrixTable {
  readonly mode: MatrixMode;
  readonly parts: readonly MatrixPart[];
  readonly counts: Confusion;
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** Counts to compare with; absent when there are none. */
  readonly before?: { readonly counts: Confusion; readonly rows: readonly number[] };
}

export interface TableCell {
  /** What fits into a cell; empty for what is zero. */
  readonly text: string;
  /** From 0 to 1: how much of it there is to see. */
  readonly strength: number;
  readonly tone: CellTone;
  /** The whole of it, with n and interval. */
  readonly words: string;
}

/** `better` and `worse`: what changed; `same`: what changed no more than chance may. */
export type CellTone = 'right' | 'wrong' | 'better' | 'worse' | 'same';

export interface TableSource {
  readonly name: string;
  /** Counts of single classes. */
  readonly confusion: Confusion;
}

/** @param classes of the source's matrix */
export function matrixTable(
  mode: MatrixMode,
  { name, confusion }: TableSource,
  classes: readonly string[],
  parts: readonly MatrixPart[],
  baseline?: MatrixBaseline,
): MatrixTable {
  const counts = collapsed(confusion, classesOf(parts));
  const source = baseline?.sources.find((one) => one.name === name);
  const before =
    baseline && source && collapsed(aligned(source.confusion, baseline.classes, classes), classesOf(parts));
  return {
    mode,
    parts,
    counts,
    rows: rowTotals(counts),
    columns: columnTotals(counts),
    ...(before && { before: { counts: before, rows: rowTotals(before) } }),
  };
}

type Look = (table: MatrixTable, row: number, column: number) => TableCell;

const looks: { readonly [M in MatrixMode]: Look } = {
  counts: (table, row, column) => ofCount(table, row, column, String),
  rows: (table, row, column) => ofCount(table, row, column, (count) => shortShare(count, table.rows[row])),
  columns: columnCell,
  difference: differenceCell,
};

export function cellOf(table: MatrixTable, row: number, column: number): TableCell {
  return looks[table.mode](table, row, column);
}

/** Of the images of a part, the share that was judged as it. */
export function recallOf({ counts, rows }: MatrixTable, row: number): Estimate {
  return wilson(counts[row]?.[row] ?? 0, rows[row] ?? 0);
}

/** Strong where much of the row is; by the root, so that the few mistakes are seen beside the many hits. */
function ofCount(table: MatrixTable, row: number, column: number, write: (count: number) => string): TableCell {
  const { counts, rows, parts } = table;
  const count = counts[row]?.[column] ?? 0;
  const total = rows[row] ?? 0;
  return {
    text: count === 0 ? '' : write(count),
    strength: Math.sqrt(share(count, total)),
    tone: row === column ? 'right' : 'wrong',
    words: cellWords(count, total, parts[row]?.label ?? '', parts[column]?.label ?? ''),
  };
}

function columnCell({ counts, columns, parts }: MatrixTable, row: number, column: number): TableCell {
  const count = counts[row]?.[column] ?? 0;
  const total = columns[column] ?? 0;
  const [actual, predicted] = [parts[row]?.label ?? '', parts[column]?.label ?? ''];
  return {
    text: count === 0 ? '' : shortShare(count, total),
    strength: Math.sqrt(share(count, total)),
    tone: row === column ? 'right' : 'wrong',
    words: `${count} of ${total} judged as ${predicted} are ${actual}${shareWords(count, total)}`,
  };
}

/** The change of a share of the row; one whose interval holds 0 is told, but not as a change. */
function differenceCell(table: MatrixTable, row: number, column: number): TableCell {
  const { counts, rows, before, parts } = table;
  const [now, then] = [wilson(counts[row]?.[column] ?? 0, rows[row] ?? 0), wilsonBefore(before, row, column)];
  const change = then && shareDifference(now, then);
  const what = `${parts[row]?.label ?? ''} judged as ${parts[column]?.label ?? ''}`;
  if (!then || !change) return { text: '', strength: 0, tone: 'same', words: `${what}: nothing to compare with` };
  const isSure = change.low > 0 || change.high < 0;
  const isBetter = change.value > 0 === (row === column);
  const interval = `95% interval, as if other images, ${pointsWords(change.low)} to ${pointsWords(change.high)}`;
  return {
    text: change.value === 0 ? '' : shortPoints(change.value),
    strength: Math.sqrt(Math.abs(change.value)),
    tone: isSure ? (isBetter ? 'better' : 'worse') : 'same',
    words: `${what}: ${percent(now.value ?? 0)} of ${now.n}, before ${percent(then.value ?? 0)} of ${then.n}: ${pointsWords(change.value)} points (${interval})`,
  };
}

function wilsonBefore(before: MatrixTable['before'], row: number, column: number): Estimate | undefined {
  return before && wilson(before.counts[row]?.[column] ?? 0, before.rows[row] ?? 0);
}

function share(count: number, total: number): number {
  return total === 0 ? 0 : count / total;
}

/** Of a hundred, for want of room. */
function shortShare(count: number, total = 0): string {
  const rounded = Math.round(share(count, total) * 100);
  return rounded === 0 && count > 0 ? '<1' : String(rounded);
}

function shortPoints(change: number): string {
  const points = Math.round(Math.abs(change) * 100);
  return `${change < 0 ? '−' : '+'}${points}`;
}
