/** @file What stands beside a comparison, read as values. */
import type { PromptDocument } from '../document.ts';
import type { Atom } from '../generated/ast.ts';
import type { FieldValue } from '../plan/plan.ts';
import { plainText } from '../prompt/escape.ts';
import { type Operand, operandsOfAtom } from '../settings/operand.ts';
import { quotedText } from '../tree/places.ts';

export interface ReadValue {
  /** Undefined when it is nothing that can be compared. */
  readonly value: FieldValue | undefined;
  readonly operand: Operand;
}

/** Several of a list; constants are replaced by what they hold, other words are texts. */
export function readValues(document: PromptDocument, atom: Atom): readonly ReadValue[] {
  return operandsOfAtom(document, atom).map((operand) => ({ value: comparable(operand), operand }));
}

const truths: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

type Comparable<K extends Operand['kind']> = (operand: Extract<Operand, { kind: K }>) => FieldValue | undefined;

const comparables: { readonly [K in Operand['kind']]: Comparable<K> } = {
  number: ({ value }) => value,
  percent: ({ value }) => value,
  size: ({ width, height }) => `${width}x${height}`,
  text: ({ text }) => plainText(quotedText(text).text),
  name: ({ name }) => truths.get(name.name) ?? name.name,
  'per-class': () => undefined,
  'of-count': () => undefined,
  phrase: () => undefined,
  other: () => undefined,
};

function comparable(operand: Operand): FieldValue | undefined {
  // The table pairs every kind with its own function; TypeScript cannot follow that through an index.
  return comparables[operand.kind](operand as never);
}
