/** @file `vlprompt plan`: what a prompt file would make, as data or as an overview. */
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { documentPath, documentText } from '../json/document.ts';
import { type NotedPromptFile, notePromptFile } from '../prompt-file.ts';
import type { Shell } from '../shell.ts';
import { planSummary } from '../terminal/plan-summary.ts';

export interface PlanOptions {
  readonly workspace?: string;
  readonly json?: boolean;
}

/** Declarations that carry an error are left out; then the exit code says so. */
export async function plan(file: string, options: PlanOptions, shell: Shell): Promise<ExitCode> {
  const promptFile = await notePromptFile(file, options, shell);
  const exitCode = promptFile.errors > 0 ? exitCodes.failed : exitCodes.passed;
  const { terminal } = shell;
  if (options.json) terminal.out(planDocument(promptFile, exitCode));
  else for (const line of planSummary(promptFile.plan, terminal.style)) terminal.out(line);
  if (promptFile.errors > 0) terminal.note(leftOut(promptFile));
  return exitCode;
}

/** For what was printed although the file has errors. */
export function leftOut({ name, summary }: NotedPromptFile): string {
  return `${name} has ${summary}; what carries an error, and what depends on it, is left out.`;
}

function planDocument({ file, workspace, plan: made, errors }: NotedPromptFile, exitCode: ExitCode): string {
  return documentText('vlprompt.plan', {
    file: documentPath(file, workspace),
    workspace,
    exitCode,
    errors,
    plan: made,
  });
}
