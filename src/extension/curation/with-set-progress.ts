import type { SetProgress } from '../../protocol/releases.ts';
import { type WorkOptions, withWork } from '../with-work.ts';
import { progressMessage } from './export-words.ts';

/** Shows how far work on a set is; it can be cancelled. */
export function withSetProgress<Result>(
  title: string,
  work: (options: WorkOptions<SetProgress>) => Promise<Result>,
): Thenable<Result> {
  return withWork(title, progressMessage, work);
}
