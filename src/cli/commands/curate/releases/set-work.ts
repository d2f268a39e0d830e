/** @file Progress of work on sets, as a bar of the terminal. */
import type { SetProgress } from '../../../../protocol/releases.ts';
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
