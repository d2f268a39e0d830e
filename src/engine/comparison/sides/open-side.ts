/** @file From the name of a side to what was asked for there: a run knows its plan, too. */
import type { EvaluationPlan, RecipePlan } from '../../../language/plan/plan.ts';
import type { CompareSide } from '../../../protocol/comparison.ts';
import type { DrawnRecipe } from '../../../protocol/engine.ts';
import type { EvaluationReport } from '../../../protocol/evaluation.ts';
import { Failure } from '../../../protocol/failure.ts';
import type { RunId, RunRecord } from '../../../protocol/runs.ts';
import type { ComparisonDesk } from '../comparison-desk.ts';

export interface OpenSide {
  readonly label: string;
  readonly run?: RunId;
  readonly recipe?: RecipePlan;
  /** What a run drew. */
  readonly drawn?: DrawnRecipe;
  readonly evaluation?: EvaluationPlan;
  /** What a run found. */
  readonly report?: EvaluationReport;
}

/** @throws Failure of `readRun`; `plan-invalid` when a run kept no plan */
export async function openSide(desk: Pick<ComparisonDesk, 'readRun'>, side: CompareSide): Promise<OpenSide> {
  return side.kind === 'run' ? sideOfRun(await desk.readRun(side.run)) : side;
}

function sideOfRun({ summary, recipe, drawn, evaluation, report }: RunRecord): OpenSide {
  const label = `run of ${localTime(summary.started)}`;
  if (recipe) return { label, run: summary.id, recipe, ...(drawn && { drawn }) };
  if (evaluation) return { label, run: summary.id, evaluation, ...(report && { report }) };
  const text = `The run ${summary.id} did not keep what it was asked for, so it cannot be compared; choose another one.`;
  throw new Failure('plan-invalid', text);
}

/** `2026-11-22 13:05`, as the clock on the wall has it. */
function localTime(started: string): string {
  return new Date(started).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' });
}
