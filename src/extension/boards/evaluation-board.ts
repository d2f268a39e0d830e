/** @file Every evaluation that was seen in an editor, its last report, and the runs that judge. */
import type { EvaluationPlan } from '../../language/plan/plan.ts';
import type { Caller } from '../../protocol/connection/calls.ts';
import type { EngineCalls } from '../../protocol/engine.ts';
import type { EvaluateProgress } from '../../protocol/evaluation.ts';
import type { RunId } from '../../protocol/runs.ts';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import type { EnginePurpose } from '../engine/engine-host.ts';
import { Board } from './board.ts';
import {
  type EvaluationState,
  evaluationState,
  withEvaluation,
  withEvaluationBroken,
  withEvaluationProgress,
  withEvaluationStarted,
  withLastReport,
  withReport,
} from './evaluation-state.ts';

/** What the board needs of an engine. */
export type JudgingEngine = Pick<Caller<EngineCalls>, 'lastReport' | 'evaluate'>;

/** What to judge in place of the evaluation as it now stands. */
export interface EvaluateRequest {
  /** As it once was. */
  readonly evaluation?: EvaluationPlan;
  /** The interrupted run that this one goes on with. */
  readonly resumes?: RunId;
}

export class EvaluationBoard extends Board<EvaluationState> {
  readonly #engineOf: (uri: string, purpose: EnginePurpose) => Promise<JudgingEngine>;

  /** @param engineOf the engine of a file's workspace, started if need be. */
  constructor(engineOf: (uri: string, purpose: EnginePurpose) => Promise<JudgingEngine>) {
    super();
    this.#engineOf = engineOf;
  }

  /** The evaluation as it now stands in the editor. Says whether the store should be asked again. */
  show(id: DeclarationId, evaluation: EvaluationPlan): boolean {
    const before = this.state(id);
    this.set(id, before ? withEvaluation(before, evaluation) : evaluationState(evaluation));
    return before?.evaluation.key !== evaluation.key;
  }

  /**
   * Asks the store for a report that still holds; a run at work will bring its own.
   * @throws Failure as the engine's `lastReport`
   */
  async lookup(id: DeclarationId): Promise<void> {
    const asked = this.state(id)?.evaluation;
    if (!asked || this.isRunning(id)) return;
    const engine = await this.#engineOf(id.uri, 'question');
    const report = await engine.lastReport({ evaluation: asked });
    this.update(id, (state) => withLastReport(state, report, asked));
  }

  /**
   * Judges the evaluation as it was shown last, or what is handed in for it.
   * @throws Failure as the engine's `evaluate`, but not `cancelled`; the state keeps its sentence
   */
  async evaluate(id: DeclarationId, { evaluation: asked, resumes }: EvaluateRequest = {}): Promise<void> {
    const work = async (state: EvaluationState, signal: AbortSignal) => {
      const evaluation = asked ?? state.evaluation;
      const engine = await this.#engineOf(id.uri, 'run');
      const onProgress = (run: EvaluateProgress) => this.update(id, (state) => withEvaluationProgress(state, run));
      const request = { evaluation, ...(resumes !== undefined && { resumes }) };
      const report = await engine.evaluate(request, { signal, onProgress });
      return (state: EvaluationState) => withReport(state, report, evaluation);
    };
    await this.run(id, { started: withEvaluationStarted, work, broken: withEvaluationBroken });
  }
}
