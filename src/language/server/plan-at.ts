/** @file Plans of files as a commit has them. Git may run what a repository configures: clients ask where they trust it. */
import { URI } from 'langium';
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { Failure } from '../../protocol/failure.ts';
import { type PlanAtParams, type PlanAtResult, planAtRequest } from '../../protocol/language.ts';
import { planAt } from '../git/plan-at.ts';
import type { PromptWorkspace } from './workspace.ts';

export function servePlansAt(connection: Connection, workspace: PromptWorkspace): void {
  connection.onRequest(planAtRequest, (params: PlanAtParams, token: CancellationToken) =>
    planOf(params, workspace, token),
  );
}

/** An expected failure is an answer: errors of the protocol do not keep their codes. */
async function planOf(
  { uri, ref }: PlanAtParams,
  workspace: PromptWorkspace,
  token: CancellationToken,
): Promise<PlanAtResult> {
  const cancelled = new AbortController();
  const listening = token.onCancellationRequested(() => cancelled.abort());
  try {
    const file = fileOf(uri);
    const { folder } = workspace.placeOf(URI.parse(uri));
    return { kind: 'plan', ...(await planAt(file, folder.root, ref, cancelled.signal)) };
  } catch (error) {
    if (Failure.is(error)) return { kind: 'failure', code: error.code, message: error.message };
    throw error;
  } finally {
    listening.dispose();
  }
}

function fileOf(uri: string): string {
  const { scheme, fsPath } = URI.parse(uri);
  if (scheme === 'file') return fsPath;
  throw new Failure('git-unavailable', 'This file is not on disk, so no repository has it: save it first.');
}
