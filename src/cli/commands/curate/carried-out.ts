/** @file A curation carried out by the engine, with a bar of how far it is. */
import type { CuratedSet } from '../../../protocol/curated-set.ts';
import type { CurationQuestion } from '../../../protocol/curation.ts';
import type { EngineSession } from '../../engine-session.ts';
import type { Shell } from '../../shell.ts';
import { withProgress } from '../../with-progress.ts';
import { setProgress } from './set-progress.ts';

/** @throws Failure of models, data and store, `cancelled` */
export function carriedOut(
  question: CurationQuestion,
  { calls }: Pick<EngineSession, 'calls'>,
  shell: Shell,
): Promise<CuratedSet> {
  return withProgress(shell, setProgress(question.curation.name), (work) => calls.curateSet(question, work));
}
