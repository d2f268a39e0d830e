import type { JudgingPlan } from '../../../language/plan/plan.ts';
import { Failure } from '../../../protocol/failure.ts';
import type { ImageSource } from '../../../protocol/image-sets.ts';

/** Who judges a set: the curation's own judge, or that of the first of its recipes that has one. */
export function judgingOf(source: ImageSource): JudgingPlan | undefined {
  if (source.kind === 'curation') return source.curation.judging;
  return source.recipes.find(({ judging }) => judging !== undefined)?.judging;
}

/** @throws Failure `plan-invalid` without one */
export function requireJudging(source: ImageSource): JudgingPlan {
  const judging = judgingOf(source);
  if (judging !== undefined) return judging;
  throw new Failure('plan-invalid', 'These images have no judge to be told apart by; declare one, or classes.');
}
