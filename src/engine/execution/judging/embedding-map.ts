import type { EvaluationPlan } from '../../../language/plan/plan.ts';
import type { EmbeddingMap, EvaluateProgress, MapMethod } from '../../../protocol/evaluation.ts';
import { Failure } from '../../../protocol/failure.ts';
import type { Workshop } from '../workshop.ts';

/** @throws Failure */
export async function* embeddingMap(
  _workshop: Workshop,
  evaluation: EvaluationPlan,
  _method: MapMethod,
  _signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, EmbeddingMap> {
  throw new Failure('plan-invalid', `The map of \`${evaluation.name}\` cannot be made yet.`);
}
