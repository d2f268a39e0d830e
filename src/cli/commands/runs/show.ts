/** @file `vlprompt runs show` */
import type { RunRecord } from '../../../protocol/runs.ts';
import { shownPath } from '../../diagnostics.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import { documentText } from '../../json/document.ts';
import type { Shell } from '../../shell.ts';
import { evaluationSummary } from '../../terminal/evaluation-summary.ts';
import { runSummary } from '../../terminal/run-summary.ts';
import { runDetails } from '../../terminal/run-table.ts';
import { type RunsOptions, runNamed, withRuns } from './run-session.ts';

export async function show(given: string, options: RunsOptions, shell: Shell): Promise<ExitCode> {
  const { terminal, signal } = shell;
  const record = await withRuns(options, shell, async ({ calls }) => {
    const { id } = runNamed(await calls.listRuns({}, { signal }), given);
    return calls.readRun({ run: id }, { signal });
  });
  const exitCode = exitCodes.passed;
  const { summary, ...rest } = record;
  if (options.json) terminal.out(documentText('vlprompt.show-run', { exitCode, run: summary, ...rest }));
  else for (const line of recordLines(record, shell)) terminal.out(line);
  return exitCode;
}

function recordLines(
  { summary, recipe, drawn, report }: RunRecord,
  { terminal, workingDirectory }: Shell,
): readonly string[] {
  const { style, width } = terminal;
  const showPath = (file: string) => shownPath(file, workingDirectory);
  const grid = recipe && drawn ? ['', ...runSummary([{ recipe, drawn }], style)] : [];
  const judged = report === undefined ? [] : ['', ...evaluationSummary(report, { width, style, showPath })];
  return [...runDetails(summary, style), ...grid, ...judged];
}
