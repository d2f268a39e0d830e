import type { EvaluationPlan } from '../../../language/plan/plan.ts';
import type { ContributionReport, EvaluateProgress } from '../../../protocol/evaluation.ts';
import { Failure } from '../../../protocol/failure.ts';
import type { Workshop } from '../workshop.ts';

/** @throws Failure */
export async function* contributions(
  _workshop: Workshop,
  evaluation: EvaluationPlan,
  _signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, ContributionReport> {
  throw new Failure('plan-invalid', `The contributions of \`${evaluation.name}\` cannot be measured yet.`);
}
