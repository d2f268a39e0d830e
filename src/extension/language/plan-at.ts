/** @file The plan of a file as a commit has it, asked of the language server. */
import type { LanguageClient } from 'vscode-languageclient/node';
import type { Plan } from '../../language/plan/plan.ts';
import { Failure } from '../../protocol/failure.ts';
import { type PlanAtParams, type PlanAtResult, planAtRequest } from '../../protocol/language.ts';

export type PlanAtRef = (uri: string, ref: string) => Promise<Plan>;

/**
 * Git may run programs that a repository configures: ask in trusted workspaces alone.
 * @returns what throws Failure `git-unavailable`, `git-ref-missing`
 */
export function plansAt(client: LanguageClient): PlanAtRef {
  return async (uri, ref) => {
    await client.start();
    const params: PlanAtParams = { uri, ref };
    const result = await client.sendRequest<PlanAtResult>(planAtRequest, params);
    if (result.kind === 'failure') throw new Failure(result.code, result.message);
    return result.plan;
  };
}
