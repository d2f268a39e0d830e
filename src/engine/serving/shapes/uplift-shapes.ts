/** @file What the engine demands of questions about uplift; see `protocol/uplift.ts`. */
import type { UpliftQuestion } from '../../../protocol/uplift.ts';
import { requireCurationQuestion } from './curation-shapes.ts';
import { data } from './plan-shapes.ts';
import { integer, list, notEmpty, numberFrom, oneOf, optional, record, type Shape } from './shape.ts';

/** More would take hours, and say no more. */
const MOST_POINTS = 50;
const MOST_SHOTS = 10_000;
const MOST_SEEDS = 100;

const question: Shape = record({
  training: list(data),
  holdout: list(data),
  shots: notEmpty(list(integer(1, MOST_SHOTS), MOST_POINTS)),
  shares: list(numberFrom(0, 1), MOST_POINTS),
  seeds: integer(1, MOST_SEEDS),
  leaks: optional(oneOf('leave-out', 'train')),
});

/** @throws Failure `plan-invalid` naming the place */
export function requireUpliftQuestion(params: unknown): UpliftQuestion {
  requireCurationQuestion(params);
  question(params, 'params');
  return params as UpliftQuestion; // The shapes have just been checked.
}
