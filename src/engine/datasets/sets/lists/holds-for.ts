/** @file A condition → which images of a set it holds for. What it means is `evaluate`'s: it is asked once for each value. */
import type { FieldRecord } from '../../../../language/conditions/condition.ts';
import { evaluate } from '../../../../language/conditions/evaluate.ts';
import type { Condition } from '../../../../language/plan/plan.ts';
import { type FieldColumn, type FieldSources, fieldColumn, type KnownValue } from '../columns/field-columns.ts';

export type RowTest = (row: number) => boolean;

type Leaf = Extract<Condition, { readonly field: string }>;

/** The set must stay as it is while the test is used. */
export function holdsFor(condition: Condition, sources: FieldSources): RowTest {
  if (condition.kind === 'not') return negated(holdsFor(condition.term, sources));
  if (condition.kind !== 'and' && condition.kind !== 'or') return leafTest(condition, sources);
  const terms = condition.terms.map((term) => holdsFor(term, sources));
  return condition.kind === 'and' ? allOf(terms) : anyOf(terms);
}

function negated(test: RowTest): RowTest {
  return (row) => !test(row);
}

function allOf(tests: readonly RowTest[]): RowTest {
  return (row) => tests.every((test) => test(row));
}

function anyOf(tests: readonly RowTest[]): RowTest {
  return (row) => tests.some((test) => test(row));
}

function leafTest(leaf: Leaf, sources: FieldSources): RowTest {
  const column = fieldColumn(leaf.field, sources);
  const holds = (value: KnownValue) => evaluate(leaf, { [leaf.field]: value });
  if (column === undefined) {
    const isTrue = holds(undefined);
    return () => isTrue;
  }
  return testsOf[column.kind](column as never, holds, leaf); // The test of this very kind.
}

type OfKind<K extends FieldColumn['kind']> = Extract<FieldColumn, { readonly kind: K }>;

const testsOf: {
  readonly [K in FieldColumn['kind']]: (
    column: OfKind<K>,
    holds: (value: KnownValue) => boolean,
    leaf: Leaf,
  ) => RowTest;
} = {
  // One record for all images: a million need not be made and thrown away.
  number: ({ values }, _, leaf) => {
    const record: { [name: string]: number | undefined } = {};
    return (row) => {
      const value = values[row]!;
      record[leaf.field] = Number.isNaN(value) ? undefined : value;
      return evaluate(leaf, record satisfies FieldRecord);
    };
  },
  coded: ({ codes, valueIn }, holds) => {
    const known: (boolean | undefined)[] = [];
    return (row) => {
      const code = codes[row]!;
      known[code] ??= holds(valueIn(code));
      return known[code];
    };
  },
  each:
    ({ at }, holds) =>
    (row) =>
      holds(at(row)),
};
