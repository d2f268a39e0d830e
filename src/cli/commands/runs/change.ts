/** @file `vlprompt runs note`, `pin`, `baseline` and `remove` */
import type { RunChange, RunSummary } from '../../../protocol/runs.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import type { Shell } from '../../shell.ts';
import { printable } from '../../terminal/columns.ts';
import { type RunsOptions, runNamed, withRuns } from './run-session.ts';

/** @param changeOf what is to be done to the run that was named */
export async function change(
  given: string,
  changeOf: (run: RunSummary) => RunChange,
  options: RunsOptions,
  shell: Shell,
): Promise<ExitCode> {
  const { signal, terminal } = shell;
  await withRuns(options, shell, async ({ calls }) => {
    const run = runNamed(await calls.listRuns({}, { signal }), given);
    const wanted = changeOf(run);
    await calls.changeRun(wanted, { signal });
    const done = sentences[wanted.kind](wanted as never); // The table has its own kind.
    terminal.note(`${done} ${run.id} (${printable(run.name)}).`);
  });
  return exitCodes.passed;
}

const sentences: { readonly [K in RunChange['kind']]: (change: RunChange & { kind: K }) => string } = {
  note: ({ note }) => (note.trim() === '' ? 'Removed the note on' : 'Noted on'),
  pin: ({ isPinned }) => (isPinned ? 'Pinned' : 'Unpinned'),
  baseline: ({ isBaseline }) => (isBaseline ? 'The baseline is now' : 'No baseline any more is'),
  remove: () => 'Removed',
};
