/** @file `vlprompt runs list` */
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import { documentText } from '../../json/document.ts';
import type { Shell } from '../../shell.ts';
import { printable } from '../../terminal/columns.ts';
import { runLines } from '../../terminal/run-table.ts';
import { lastInterrupted, type RunsOptions, withRuns } from './run-session.ts';

export async function list(options: RunsOptions, shell: Shell): Promise<ExitCode> {
  const { terminal, signal } = shell;
  const runs = await withRuns(options, shell, ({ calls }) => calls.listRuns({}, { signal }));
  const exitCode = exitCodes.passed;
  if (options.json) {
    terminal.out(documentText('vlprompt.runs', { exitCode, runs }));
    return exitCode;
  }
  if (runs.length === 0) terminal.note('Nothing was run in this workspace yet.');
  else for (const line of runLines(runs, terminal.style)) terminal.out(line);
  const interrupted = lastInterrupted(runs);
  if (interrupted)
    terminal.note(`\`vlprompt runs resume\` goes on with ${printable(interrupted.name)}, which was interrupted.`);
  return exitCode;
}
