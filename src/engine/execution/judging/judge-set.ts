/** @file Images of any kind → embeddings of a judge, and what it takes each for. */
import type { JudgingPlan } from '../../../language/plan/plan.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { logitTable, softmax } from '../../pipelines/zero-shot.ts';
import type { Workshop } from '../workshop.ts';
import { classWeights } from './class-weights.ts';
import { type Embedded, embedImages } from './embed-images.ts';
import type { ImageToEmbed } from './hash-images.ts';
import { countEmbedded, fileCount, JudgingCount, tellTexts } from './judging-count.ts';
import { judgingRun } from './judging-run.ts';

export interface JudgedSet {
  readonly embedded: Embedded;
  /** Names, in the order of probabilities. */
  readonly classes: readonly string[];
  /** Of all classes; they sum to 1. @param embedding as in `embedded` */
  probabilitiesOf(embedding: Float32Array): Float64Array;
}

/**
 * @param name of the set, for progress
 * @throws Failure of models and store, `prompt-too-long`, `plan-invalid` for a class without prompts, `cancelled`
 */
export async function* judgeSet(
  workshop: Workshop,
  { model, classes }: JudgingPlan,
  name: string,
  images: readonly ImageToEmbed[],
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, JudgedSet> {
  const { result } = yield* judgingRun(workshop, model, signal, async function* (open): AsyncGenerator<
    EvaluateProgress,
    JudgedSet
  > {
    const { judge, cache } = open;
    const count = new JudgingCount(fileCount(images));
    const weights = yield* tellTexts(classWeights(judge, cache, classes, signal), count.total);
    const embedded = yield* countEmbedded(embedImages(open, images, signal), name, count);
    const { logitScale } = judge;
    const probabilitiesOf = (row: Float32Array) => softmax(logitTable([row], weights, logitScale));
    return { embedded, classes: classes.map((one) => one.name), probabilitiesOf };
  });
  return result;
}
