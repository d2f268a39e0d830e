/** @file What stands beside a comparison, read as values. */
import type { PromptDocument } from '../document.ts';
import type { Atom } from '../generated/ast.ts';
import { plainText } from '../prompt/escape.ts';
import { type Operand, operandsOfAtom } from '../settings/operand.ts';
import { quotedText } from '../tree/places.ts';
import type { FieldValue } from './condition.ts';

export interface ReadValue {
  /** Undefined when it is nothing that can be compared. */
  readonly value: FieldValue | undefined;
  readonly operand: Operand;
}

/** Several of a list; constants are replaced by what they hold, other words are texts. */
export function readValues(document: PromptDocument, atom: Atom): readonly ReadValue[] {
  return operandsOfAtom(document, atom).map((operand) => ({ value: comparable(operand), operand }));
}

function comparable(operand: Operand): FieldValue | undefined {
  switch (operand.kind) {
    case 'number':
    case 'percent':
      return operand.value;
    case 'size':
      return `${operand.width}x${operand.height}`;
    case 'text':
      return plainText(quotedText(operand.text).text);
    case 'name':
      return truths.get(operand.name.name) ?? operand.name.name;
    default:
      return undefined;
  }
}

const truths: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);
