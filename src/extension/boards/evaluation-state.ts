/** @file What is known of one evaluation: its plan, its last report, and the run at work. */
import type { EvaluationPlan } from '../../language/plan/plan.ts';
import type { EvaluateProgress, EvaluationReport } from '../../protocol/evaluation.ts';

export interface EvaluationState {
  readonly evaluation: EvaluationPlan;
  readonly report?: EvaluationReport;
  /** The words or the images have changed since the report was made. */
  readonly isStale: boolean;
  readonly run?: EvaluateProgress;
  /** Why the last run failed, in one sentence. */
  readonly failure?: string;
}

export function evaluationState(evaluation: EvaluationPlan): EvaluationState {
  return { evaluation, isStale: false };
}

/** A report stays to be compared with, but is marked when it speaks of other words. */
export function withEvaluation(state: EvaluationState, evaluation: EvaluationPlan): EvaluationState {
  const isStale = state.isStale || evaluation.key !== state.evaluation.key;
  return { ...state, evaluation, isStale };
}

/** @param report what the store holds for `asked`, null when nothing; a plan that has changed since is not told. */
export function withLastReport(
  state: EvaluationState,
  report: EvaluationReport | null,
  asked: EvaluationPlan,
): EvaluationState {
  if (state.evaluation.key !== asked.key || state.run) return state;
  return report ? { ...state, report, isStale: false } : { ...state, isStale: state.report !== undefined };
}

export function withEvaluationStarted(state: EvaluationState): EvaluationState {
  const { failure: _, ...rest } = state;
  return { ...rest, run: { stage: 'loading', done: 0, total: 0 } };
}

export function withEvaluationProgress(state: EvaluationState, run: EvaluateProgress): EvaluationState {
  return { ...state, run };
}

/** @param judged the plan that was judged, which may be older than the one in the editor. */
export function withReport(state: EvaluationState, report: EvaluationReport, judged: EvaluationPlan): EvaluationState {
  const { run: _, ...rest } = state;
  return { ...rest, report, isStale: judged.key !== state.evaluation.key };
}

/** @param failure one sentence; absent when the run was cancelled. */
export function withEvaluationBroken(state: EvaluationState, failure?: string): EvaluationState {
  const { run: _, ...rest } = state;
  return failure === undefined ? rest : { ...rest, failure };
}
