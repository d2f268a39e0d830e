/** @file Images of any kind → embeddings of a judge, for what looks at a set as a whole. */
import type { ModelPlan } from '../../../language/plan/plan.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import type { Workshop } from '../workshop.ts';
import { type Embedded, embedImages } from './embed-images.ts';
import type { ImageToEmbed } from './hash-images.ts';
import { countEmbedded, fileCount, JudgingCount } from './judging-count.ts';
import { judgingRun } from './judging-run.ts';

/**
 * Embeddings as the judge gives them, not normalised, by file; those of before are remembered. What cannot be read has a
 * reason instead.
 * @param name of the set, for progress
 * @throws Failure of models and store, `cancelled`
 */
export async function* embedSet(
  workshop: Workshop,
  model: ModelPlan,
  name: string,
  images: readonly ImageToEmbed[],
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, Embedded> {
  const { result } = yield* judgingRun(workshop, model, signal, (open) => {
    const count = new JudgingCount(fileCount(images));
    return countEmbedded(embedImages(open, images, signal), name, count);
  });
  return result;
}
