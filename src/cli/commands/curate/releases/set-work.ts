/** @file What commands about sets have in common: what git says of the workspace, and a bar of progress. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { askGit } from '../../../../language/git/git.ts';
import type { SetProgress } from '../../../../protocol/releases.ts';
import type { GitWorkspace } from '../../../../protocol/set-origin.ts';
import { setStages, stageWords } from '../../../../protocol/texts/release-texts.ts';
import type { Shell } from '../../../shell.ts';
import type { Progress } from '../../../terminal/progress-line.ts';
import { type ShownWork, withProgress } from '../../../with-progress.ts';

/** Shows how far work is, and takes the bar away when it is over. */
export function withSetProgress<Result>(
  shell: Shell,
  work: (options: ShownWork<SetProgress>) => Promise<Result>,
): Promise<Result> {
  return withProgress(shell, shown, work);
}

function shown(progress: SetProgress): Progress {
  const { stage, done, total } = progress;
  return { label: stageWords(progress), unit: setStages[stage].unit, done, total };
}

/** Says nothing where there is no git, or no repository. @param workspace absolute */
export function gitIn(workspace: string): GitWorkspace {
  return {
    ask: (args) => askGit(workspace, args).catch(() => ''),
    textOf: (file) => readFile(path.join(workspace, file), 'utf8').catch(() => ''),
  };
}
