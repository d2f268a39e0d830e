/** @file In which order the rows of the table of classes stand. */
import type { ClassReport, Estimate } from '../../../protocol/evaluation.ts';

export type ClassColumn = 'class' | 'n' | 'recall' | 'precision' | 'f1';

export interface ClassOrder {
  readonly column: ClassColumn;
  readonly direction: 'ascending' | 'descending';
}

type Value = (report: ClassReport) => number | string | null;

const values: { readonly [C in ClassColumn]: Value } = {
  class: (report) => report.class,
  n: ({ recall }) => recall.n,
  recall: ({ recall }) => recall.value,
  precision: ({ precision }) => precision.value,
  f1: ({ f1 }) => f1.value,
};

/** Indices into the reports. What was not measured stands last, whichever the direction; ties stay as written. */
export function orderedClasses(reports: readonly ClassReport[], { column, direction }: ClassOrder): readonly number[] {
  const value = (index: number) => (reports[index] ? values[column](reports[index]) : null);
  const sign = direction === 'ascending' ? 1 : -1;
  return reports.map((_, index) => index).sort((a, b) => compare(value(a), value(b), sign) || a - b);
}

/** The order after a click on a column's head: the other way round where it is sorted by already. */
export function nextOrder(order: ClassOrder, column: ClassColumn): ClassOrder {
  if (order.column !== column) return { column, direction: 'ascending' };
  return { column, direction: order.direction === 'ascending' ? 'descending' : 'ascending' };
}

/** An interval so wide that the class can hardly be ranked among others: more than 30 points. */
export function isWide({ low, high }: Estimate): boolean {
  return low !== null && high !== null && high - low > 0.3;
}

function compare(a: number | string | null, b: number | string | null, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === 'string' || typeof b === 'string') return sign * String(a).localeCompare(String(b));
  return sign * (a - b);
}
