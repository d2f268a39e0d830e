/** @file One image of a set under the glass: why it has its score, and which real image is most like it. */
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import type { NearestReal, ScoreExplanation } from '../../../protocol/image-sets.ts';
import type { Executor } from '../../executor.ts';
import { judgingOf, requireJudging } from './judging-of.ts';
import { nearestReal } from './nearest-real.ts';
import type { NumberedImages } from './ranker.ts';

/** What is asked of the engine for it. */
export type GlassTools = Pick<Executor, 'embed' | 'explainScore' | 'readData'>;

/** @throws Failure as `Executor.explainScore`; `plan-invalid` without a judge */
export function explainImage(
  set: NumberedImages,
  number: number,
  tools: Pick<GlassTools, 'explainScore'>,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, ScoreExplanation> {
  const shown = set.class(number);
  const question = { judging: requireJudging(set.source), file: set.file(number) };
  return tools.explainScore({ ...question, ...(shown !== undefined && { class: shown }) }, signal);
}

/** Null where the set names no real images, or has no judge. @throws Failure as `nearestReal` */
export async function* nearestRealOf(
  set: NumberedImages,
  number: number,
  tools: Pick<GlassTools, 'embed' | 'readData'>,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, NearestReal | null> {
  const judging = judgingOf(set.source);
  const { data = [] } = set.source;
  if (judging === undefined || data.length === 0) return null;
  const image = { file: set.file(number), hash: set.hash(number) };
  return yield* nearestReal({ model: judging.model, data, ...image }, tools, signal);
}
