import type { Plan, RecipePlan } from '../../language/plan/plan.ts';
import type { RunRecord } from '../../protocol/runs.ts';

/** Whether a run was asked for what a plan's declaration asks for. */
export function asksForTheSame({ recipe, evaluation }: RunRecord, plan: Plan, name: string): boolean {
  if (evaluation) return plan.evaluations.some((each) => each.name === name && each.key === evaluation.key);
  const now = plan.recipes.find((each) => each.name === name);
  return recipe !== undefined && now !== undefined && keysOf(recipe) === keysOf(now);
}

function keysOf({ cells }: RecipePlan): string {
  return cells.map(({ images }) => images.map(({ key }) => key).join(' ')).join('\n');
}
