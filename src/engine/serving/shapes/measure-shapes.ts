/** @file What the engine demands of questions about sets as a whole; see `protocol/set-measures.ts`. */
import type { MeasureQuestion } from '../../../protocol/set-measures.ts';
import { requireCurationQuestion } from './curation-shapes.ts';
import { data } from './plan-shapes.ts';
import { integer, list, oneOf, optional, record, type Shape, test, text } from './shape.ts';

const count = integer(0, Number.MAX_SAFE_INTEGER);

/** Of what is named by those who wrote the file. */
function each(shape: Shape): Shape {
  const isObject = test('an object', (value) => typeof value === 'object' && value !== null && !Array.isArray(value));
  return (value, place) => {
    isObject(value, place);
    for (const [name, one] of Object.entries(value as object)) shape(one, `${place}.${name}`);
  };
}

const choices = record({
  options: list(record({ text })),
  points: list(record({ kind: oneOf('line', 'variant', 'wildcard'), name: text, options: list(count) })),
  images: each(list(count)),
});

const question = record({
  of: oneOf('set', 'drawn'),
  against: optional(data),
  choices: optional(each(choices)),
  attributes: optional(each(each(text))),
});

/** @throws Failure `plan-invalid` naming the place */
export function requireMeasureQuestion(params: unknown): MeasureQuestion {
  requireCurationQuestion(params);
  question(params, 'params');
  return params as MeasureQuestion; // The shapes have just been checked.
}
