/** @file `vlprompt report`: a run that was, as one file of HTML. */
import path from 'node:path';
import { Failure } from '../../protocol/failure.ts';
import type { RunId, RunSummary } from '../../protocol/runs.ts';
import { reportOfRun } from '../../reports/run-report.ts';
import { type EngineChoices, withEngine } from '../engine-session.ts';
import { type ExitCode, exitCodes } from '../exit-code.ts';
import { existingFolder } from '../prompt-file.ts';
import { saveReport } from '../report/save-report.ts';
import type { Shell } from '../shell.ts';
import { workspaceOf } from '../workspace.ts';
import { promptFileOf } from './mcp/tool-file.ts';

export interface ReportOptions extends EngineChoices {
  readonly workspace?: string;
  readonly output: string;
}

/** @param id the last run that was done when absent */
export async function report(id: RunId | undefined, options: ReportOptions, shell: Shell): Promise<ExitCode> {
  const { workingDirectory } = shell;
  const workspace =
    options.workspace === undefined
      ? workspaceOf(path.join(workingDirectory, 'any'))
      : existingFolder(options.workspace, workingDirectory);
  return withEngine(workspace, options, shell, async ({ calls, info, store }) => {
    const run = await calls.readRun({ run: id ?? lastDone(await calls.listRuns({})) });
    const contents = await reportOfRun(run, { info, lookup: (params) => calls.lookup(params) });
    if (contents === undefined) throw unfinished(run.summary);
    const source = await promptFileOf(run.summary.file, workspace).catch(() => undefined);
    const folders = [workspace, store];
    await saveReport(options.output, { ...contents, folders, ...(source !== undefined && { source }) }, shell);
    return exitCodes.passed;
  });
}

/** @param runs newest first */
function lastDone(runs: readonly RunSummary[]): RunId {
  const done = runs.find(({ outcome }) => outcome === 'done');
  if (done) return done.id;
  throw new Failure('run-missing', 'No run has come to its end here: draw or evaluate first, or name a --workspace.');
}

function unfinished({ id, kind, name }: RunSummary): Failure {
  return new Failure('run-missing', `The run ${id} (${kind} ${name}) did not come to its end: run it again.`);
}
