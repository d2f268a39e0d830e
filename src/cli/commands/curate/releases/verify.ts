/** @file `vlprompt curate verify`: whether a release or an export still is what it was. */
import path from 'node:path';
import type { FolderCheck } from '../../../../protocol/releases.ts';
import { counted } from '../../../../protocol/texts/figures.ts';
import { withEngine } from '../../../engine-session.ts';
import { type ExitCode, exitCodes } from '../../../exit-code.ts';
import { documentPath, documentText } from '../../../json/document.ts';
import type { Shell } from '../../../shell.ts';
import { printable } from '../../../terminal/columns.ts';
import { type FolderOptions, workspaceAround } from './folder-options.ts';
import { withSetProgress } from './set-work.ts';

/** More are counted. */
const MOST_PROBLEMS = 20;

export async function verifyFolder(folder: string, options: FolderOptions, shell: Shell): Promise<ExitCode> {
  const { terminal, workingDirectory } = shell;
  const absolute = path.resolve(workingDirectory, folder);
  const workspace = workspaceAround(absolute, options, workingDirectory);
  // Nothing is run, so what would run it need not be looked for.
  const choices = { ...options, provider: 'cpu', offline: true } as const;
  const check = await withEngine(workspace, choices, shell, ({ calls }) =>
    withSetProgress(shell, (work) => calls.verifyFolder({ folder: absolute }, work)),
  );
  const exitCode = check.problems.length === 0 ? exitCodes.passed : exitCodes.failed;
  if (options.json) {
    terminal.out(
      documentText('vlprompt.verify-set', { exitCode, folder: documentPath(absolute, workspace), ...check }),
    );
    return exitCode;
  }
  for (const line of checkLines(check)) terminal.out(line);
  return exitCode;
}

function checkLines({ kind, name, version, images, sound, problems }: FolderCheck): readonly string[] {
  const what = `The ${kind} ${printable(`${name} ${version}`)}`;
  if (problems.length === 0) return [`${what} is as it was made: ${counted(images, 'image')}, all sound.`];
  const more = problems.length - MOST_PROBLEMS;
  return [
    `${what} is not as it was made: ${sound} of ${counted(images, 'image')} sound.`,
    ...problems.slice(0, MOST_PROBLEMS).map((problem) => `  ${printable(problem)}`),
    ...(more > 0 ? [`  … and ${counted(more, 'more problem')}.`] : []),
  ];
}
