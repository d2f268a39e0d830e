/** @file What commands about sets have in common: what git says of the workspace, and a bar of progress. */
import { askGit } from '../../../../language/git/git.ts';
import type { SetProgress } from '../../../../protocol/releases.ts';
import type { AskGit } from '../../../../protocol/set-origin.ts';
import { setStages, stageWords } from '../../../../protocol/texts/release-texts.ts';
import type { Shell } from '../../../shell.ts';
import { createProgressLine } from '../../../terminal/progress-line.ts';

/** Shows how far work is, and takes the bar away when it is over. */
export async function withSetProgress<Result>(
  { terminal, signal, now }: Shell,
  work: (options: {
    readonly signal: AbortSignal;
    readonly onProgress: (progress: SetProgress) => void;
  }) => Promise<Result>,
): Promise<Result> {
  const progressLine = createProgressLine(terminal, now);
  const onProgress = (progress: SetProgress) => {
    const { done, total } = progress;
    progressLine.show({ label: stageWords(progress), unit: setStages[progress.stage].unit, done, total });
  };
  try {
    return await work({ signal, onProgress });
  } finally {
    progressLine.clear();
  }
}

/** Says nothing where there is no git, or no repository. @param workspace absolute */
export function gitIn(workspace: string): AskGit {
  return (args) => askGit(workspace, args).catch(() => '');
}
