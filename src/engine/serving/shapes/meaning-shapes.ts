/** @file What the engine demands of questions about words; see `protocol/meaning.ts`. */
import type { JudgingPlan } from '../../../language/plan/plan.ts';
import type { WordingRequest } from '../../../protocol/meaning.ts';
import { judging, prompts, requireEvaluation } from './plan-shapes.ts';
import { list, record, text } from './shape.ts';

const question = record({ judging });

const tried = record({ class: text, candidates: list(record({ prompts })) });

/** @throws Failure `plan-invalid` naming the place */
export function requireJudging(params: unknown): JudgingPlan {
  question(params, 'params');
  return (params as { readonly judging: JudgingPlan }).judging; // The shape has just been checked.
}

/** @throws Failure `plan-invalid` naming the place */
export function requireWordingRequest(params: unknown): WordingRequest {
  requireEvaluation(params);
  tried(params, 'params');
  return params as WordingRequest; // The shape has just been checked.
}
