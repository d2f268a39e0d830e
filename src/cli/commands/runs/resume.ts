/** @file `vlprompt runs resume`: goes on with a run that was interrupted. */
import type { RunId, RunRecord } from '../../../protocol/runs.ts';
import { verdictOf } from '../../../reports/verdict.ts';
import { type EngineChoices, type EngineSession, withEngine } from '../../engine-session.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import { documentText } from '../../json/document.ts';
import { drawRecipes } from '../../recipe-run.ts';
import type { Shell } from '../../shell.ts';
import { printable } from '../../terminal/columns.ts';
import { runSummary } from '../../terminal/run-summary.ts';
import { UsageError } from '../../usage-error.ts';
import { verdictExitCodes } from '../../verdict.ts';
import { evaluateAll, printEvaluations } from '../evaluate.ts';
import { workspaceHere } from '../models/model-session.ts';
import { exitCodeOf } from '../run.ts';
import { lastInterrupted, runNamed } from './run-session.ts';

export interface ResumeOptions extends EngineChoices {
  readonly workspace?: string;
  readonly json?: boolean;
}

/** @param given the last that was interrupted when none is named */
export async function resume(given: string | undefined, options: ResumeOptions, shell: Shell): Promise<ExitCode> {
  const workspace = workspaceHere(options, shell.workingDirectory);
  return withEngine(workspace, options, shell, async (session) => {
    const runs = await session.calls.listRuns({}, { signal: shell.signal });
    const run = given === undefined ? lastInterrupted(runs) : runNamed(runs, given);
    if (run?.outcome === 'running') throw new UsageError(`The run ${run.id} is at work and need not be resumed.`);
    if (run !== undefined) return goOn(await session.calls.readRun({ run: run.id }), session, options, shell);
    if (options.json)
      shell.terminal.out(documentText('vlprompt.resume', { exitCode: exitCodes.passed, resumed: null }));
    else shell.terminal.note('No run was interrupted.');
    return exitCodes.passed;
  });
}

async function goOn(
  record: RunRecord,
  session: EngineSession,
  options: ResumeOptions,
  shell: Shell,
): Promise<ExitCode> {
  const { terminal } = shell;
  const { summary, recipe, evaluation } = record;
  if (!options.json) terminal.note(printable(`Goes on with ${summary.name} of ${summary.file}.`));
  if (recipe) {
    const runs = await drawRecipes([recipe], session, shell, summary.id);
    const exitCode = exitCodeOf(runs);
    if (options.json) printDocument(summary.id, exitCode, { drawn: runs[0]?.drawn }, shell);
    else for (const line of runSummary(runs, terminal.style)) terminal.out(line);
    return exitCode;
  }
  if (evaluation) {
    const evaluated = await evaluateAll([evaluation], session, shell, summary.id);
    const exitCode = verdictExitCodes[verdictOf(evaluated)];
    if (options.json) printDocument(summary.id, exitCode, { report: evaluated[0]?.report }, shell);
    else printEvaluations(evaluated, shell);
    return exitCode;
  }
  throw new UsageError(`What ${summary.id} was asked for is not kept any more; run ${summary.file} instead.`);
}

function printDocument(
  resumed: RunId,
  exitCode: ExitCode,
  result: Readonly<Record<string, unknown>>,
  shell: Shell,
): void {
  shell.terminal.out(documentText('vlprompt.resume', { exitCode, resumed, ...result }));
}
