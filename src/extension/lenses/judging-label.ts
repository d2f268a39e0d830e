/** @file What a run that judges is doing, in the words of lenses, of the matrix and of tests. */
import type { EvaluateProgress } from '../../protocol/evaluation.ts';
import { preparing } from '../../protocol/texts/preparing.ts';

const stageWords: { readonly [Stage in EvaluateProgress['stage']]: string } = {
  loading: 'Loading the models',
  'warming-up': 'Warming up',
  drawing: 'Drawing',
  reading: 'Reading',
  judging: 'Judging',
};

/** `Reading holdout`; while it is paused, that it is. */
export function judgingLabel({ stage, part, source, isPaused }: EvaluateProgress): string {
  if (isPaused) return 'Paused until the queue is resumed';
  if (part !== undefined) return preparing({ stage: 'loading', part }, 'the models');
  return source === undefined ? stageWords[stage] : `${stageWords[stage]} ${source}`;
}
