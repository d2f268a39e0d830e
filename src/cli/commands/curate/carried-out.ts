/** @file A curation carried out by the engine, with a bar of how far it is. */
import type { CuratedSet } from '../../../protocol/curated-set.ts';
import type { CurationQuestion } from '../../../protocol/curation.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import type { EngineSession } from '../../engine-session.ts';
import type { Shell } from '../../shell.ts';
import { createProgressLine } from '../../terminal/progress-line.ts';

/** @throws Failure of models, data and store, `cancelled` */
export async function carriedOut(
  question: CurationQuestion,
  { calls }: Pick<EngineSession, 'calls'>,
  { terminal, signal, now }: Shell,
): Promise<CuratedSet> {
  const progressLine = createProgressLine(terminal, now);
  const onProgress = ({ stage, part, source = question.curation.name, done, total }: EvaluateProgress) =>
    progressLine.show({ label: `${labels[stage]} ${part ?? source}`, unit: 'image', done, total });
  try {
    return await calls.curateSet(question, { signal, onProgress });
  } finally {
    progressLine.clear();
  }
}

const labels: { readonly [S in EvaluateProgress['stage']]: string } = {
  loading: 'Loading',
  'warming-up': 'Warming up',
  drawing: 'Drawing',
  reading: 'Looking at',
  judging: 'Comparing',
};
