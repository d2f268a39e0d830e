/** @file One evaluation, run for the Test Explorer. */
import { type CancellationToken, TestMessage, type TestRun } from 'vscode';
import type { DeclarationId } from '../../protocol/webviews/declaration.ts';
import type { EvaluationBoard } from '../boards/evaluation-board.ts';
import type { EvaluationState } from '../boards/evaluation-state.ts';
import { sentenceOf } from '../failures.ts';
import { judgingLabel } from '../lenses/judging-label.ts';
import type { StatementItem } from './test-items.ts';

export interface RunParts {
  readonly evaluations: EvaluationBoard;
  readonly onError: (error: unknown) => void;
}

/**
 * Judges the evaluation as it stands in the editor. Undefined when it was cancelled or failed, which the run was told.
 * A run that somebody else has begun is waited for: its result is the same.
 */
export async function runEvaluation(
  run: TestRun,
  id: DeclarationId,
  statements: readonly StatementItem[],
  token: CancellationToken,
  { evaluations, onError }: RunParts,
): Promise<EvaluationState | undefined> {
  if (token.isCancellationRequested) return skipped(run, statements);
  for (const { item } of statements) run.started(item);
  const progress = tellProgress(run, id, evaluations);
  const cancelling = token.onCancellationRequested(() => evaluations.cancel(id));
  const before = evaluations.state(id)?.report;
  try {
    if (evaluations.isRunning(id)) await endOf(id, evaluations);
    else await evaluations.evaluate(id);
    const state = evaluations.state(id);
    return state?.report === before ? skipped(run, statements) : state;
  } catch (error) {
    onError(error);
    for (const { item } of statements) run.errored(item, new TestMessage(sentenceOf(error)));
    return undefined;
  } finally {
    cancelling.dispose();
    progress.dispose();
  }
}

function skipped(run: TestRun, statements: readonly StatementItem[]): undefined {
  for (const { item } of statements) run.skipped(item);
  return undefined;
}

/** Writes each stage once. */
function tellProgress(run: TestRun, id: DeclarationId, evaluations: EvaluationBoard) {
  const told = new Set<string>();
  return evaluations.onDidChange(() => {
    const at = evaluations.state(id)?.run;
    const label = at && judgingLabel(at);
    if (label === undefined || told.has(label)) return;
    told.add(label);
    run.appendOutput(`${id.name}: ${label}\r\n`);
  });
}

function endOf(id: DeclarationId, evaluations: EvaluationBoard): Promise<void> {
  return new Promise((resolve) => {
    const waiting = evaluations.onDidChange(() => {
      if (evaluations.isRunning(id)) return;
      waiting.dispose();
      resolve();
    });
  });
}
