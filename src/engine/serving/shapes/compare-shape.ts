/** @file What the engine demands of a request to compare; see `protocol/comparison.ts`. */
import type { CompareRequest } from '../../../protocol/comparison.ts';
import { requireEvaluation, requireRecipe } from './plan-shapes.ts';
import { requireRun } from './run-shapes.ts';
import { oneOf, record, type Shape, text, union } from './shape.ts';

const plan = record({ label: text });

const side = union('kind', {
  run: (value) => void requireRun(value),
  recipe: both(plan, (value) => void requireRecipe(value)),
  evaluation: both(plan, (value) => void requireEvaluation(value)),
});

const request = record({ before: side, after: side, effort: oneOf('cached', 'judge', 'draw') });

/** @throws Failure `plan-invalid` naming the place */
export function requireCompareRequest(params: unknown): CompareRequest {
  request(params, 'params');
  return params as CompareRequest; // The shape has just been checked.
}

function both(first: Shape, second: Shape): Shape {
  return (value, place) => {
    first(value, place);
    second(value, place);
  };
}
