/** @file Long work of a command, with a bar of how far it is. */
import type { Shell } from './shell.ts';
import { createProgressLine, type Progress } from './terminal/progress-line.ts';

export interface ShownWork<Told> {
  readonly signal: AbortSignal;
  readonly onProgress: (told: Told) => void;
}

/** Takes the bar away when the work is over, however it ends. @param shown what the bar shows of what is told */
export async function withProgress<Told, Result>(
  { terminal, signal, now }: Pick<Shell, 'terminal' | 'signal' | 'now'>,
  shown: (told: Told) => Progress,
  work: (options: ShownWork<Told>) => Promise<Result>,
): Promise<Result> {
  const line = createProgressLine(terminal, now);
  try {
    return await work({ signal, onProgress: (told) => line.show(shown(told)) });
  } finally {
    line.clear();
  }
}
