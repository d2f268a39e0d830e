/** @file A condition and what is known of one thing → whether it holds. */

import type { Condition, ConditionOperator, FieldValue } from '../plan/plan.ts';
import type { FieldRecord } from './condition.ts';

/** Of an unknown field no comparison holds but `!=`, so that `not` and `!=` say the same. */
export function evaluate(condition: Condition, record: FieldRecord): boolean {
  // The table is keyed by the very kind it is read with.
  return (evaluators[condition.kind] as (condition: Condition, record: FieldRecord) => boolean)(condition, record);
}

type OfKind<K extends Condition['kind']> = Extract<Condition, { kind: K }>;

const evaluators: {
  readonly [K in Condition['kind']]: (condition: OfKind<K>, record: FieldRecord) => boolean;
} = {
  and: ({ terms }, record) => terms.every((term) => evaluate(term, record)),
  or: ({ terms }, record) => terms.some((term) => evaluate(term, record)),
  not: ({ term }, record) => !evaluate(term, record),
  is: ({ field }, record) => {
    const value = fieldOf(record, field);
    return value !== undefined && value[0] !== false;
  },
  compare: ({ field, operator, value }, record) => {
    const known = fieldOf(record, field);
    if (known === undefined) return operator === '!=';
    const holds = (each: FieldValue) => comparisons[operator](each, value);
    return operator === '!=' ? known.every(holds) : known.some(holds);
  },
  in: ({ field, values }, record) => {
    const known = fieldOf(record, field);
    return values.some((value) => known?.some((each) => comparisons['='](each, value)));
  },
  between: ({ field, least, most }, record) => {
    const [known] = fieldOf(record, field) ?? [];
    return typeof known === 'number' && least <= known && known <= most;
  },
};

/** Its values. Fields have names from files, and no record has `constructor`. */
function fieldOf(record: FieldRecord, field: string): readonly FieldValue[] | undefined {
  const value = Object.hasOwn(record, field) ? record[field] : undefined;
  if (value === undefined || typeof value === 'object') return value;
  return [value];
}

const comparisons: { readonly [O in ConditionOperator]: (a: FieldValue, b: FieldValue) => boolean } = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => areNumbers(a, b) && a < b,
  '<=': (a, b) => areNumbers(a, b) && a <= b,
  '>': (a, b) => areNumbers(a, b) && a > b,
  '>=': (a, b) => areNumbers(a, b) && a >= b,
  '~': (a, b) => String(a).toLowerCase().includes(String(b).toLowerCase()),
};

function areNumbers(a: FieldValue, b: FieldValue): boolean {
  return typeof a === 'number' && typeof b === 'number';
}
