/** @file How many different prompts a recipe or an evaluation has; counted once a plan, as lenses ask often. */
import { promptsOf } from '../../language/plan/expanded-prompts.ts';
import type { EvaluationPlan, RecipePlan } from '../../language/plan/plan.ts';

const counts = new WeakMap<RecipePlan | EvaluationPlan, number>();

export function countPrompts(planned: RecipePlan | EvaluationPlan): number {
  const known = counts.get(planned) ?? promptsOf(planned).classes.flatMap(({ prompts }) => prompts).length;
  counts.set(planned, known);
  return known;
}
