/** @file What the engine demands of requests about decisions; see `protocol/decisions.ts`. */
import type { DecisionQuestion, DecisionRequest, RedrawRequest } from '../../../protocol/decisions.ts';
import { requireRecipe } from './plan-shapes.ts';
import { digest, integer, list, notEmptyText, oneOf, optional, record } from './shape.ts';

const question = record({ reviewer: notEmptyText });
const request = record({
  reviewer: notEmptyText,
  keys: list(digest),
  act: oneOf('accept', 'reject', 'undecide', 'flag', 'unflag', 'undo'),
});
const redraw = record({
  reviewer: notEmptyText,
  key: digest,
  redraw: record({ key: digest, seed: integer(0, 2 ** 32 - 1), prompt: optional(notEmptyText) }),
});

/** @throws Failure `plan-invalid` naming the place */
export function requireDecisionQuestion(params: unknown): DecisionQuestion {
  requireRecipe(params);
  question(params, 'params');
  return params as DecisionQuestion; // The shapes have just been checked.
}

/** @throws Failure `plan-invalid` naming the place */
export function requireDecisionRequest(params: unknown): DecisionRequest {
  requireRecipe(params);
  request(params, 'params');
  return params as DecisionRequest; // The shapes have just been checked.
}

/** @throws Failure `plan-invalid` naming the place */
export function requireRedrawRequest(params: unknown): RedrawRequest {
  requireRecipe(params);
  redraw(params, 'params');
  return params as RedrawRequest; // The shapes have just been checked.
}
