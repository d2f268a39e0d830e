/** @file What words mean to a judge before any image is looked at. */
import type { JudgingPlan } from '../../../language/plan/plan.ts';
import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import type { ClassMeaning, MeaningReport } from '../../../protocol/meaning.ts';
import { zeroShotClassifier } from '../../pipelines/zero-shot.ts';
import { promptEmbeddings } from '../judging/class-weights.ts';
import { tellTexts } from '../judging/judging-count.ts';
import { judgingRun } from '../judging/judging-run.ts';
import type { Workshop } from '../workshop.ts';
import { nearestTo } from './class-likeness.ts';
import { nearCaptions } from './near-captions.ts';

/**
 * Only texts that were never embedded are given to the model.
 * @throws Failure of models and store, `prompt-too-long`, `plan-invalid` for a class without prompts, `cancelled`
 */
export async function* meaning(
  workshop: Workshop,
  { model, classes }: JudgingPlan,
  signal: AbortSignal,
): AsyncGenerator<EvaluateProgress, MeaningReport> {
  const { result, identity } = yield* judgingRun(workshop, model, signal, async function* ({ judge, cache }) {
    return yield* tellTexts(promptEmbeddings(judge, cache, classes, signal), 0);
  });
  const weights = zeroShotClassifier(classes.map(({ prompts }) => prompts.map(({ text }) => result.get(text)!))); // All are there.
  return {
    judge: { spec: model.spec, digest: identity.digest },
    classes: classes.map(({ name }, own): ClassMeaning => {
      const nearest = nearestTo(own, weights);
      const other = nearest && classes[nearest.index];
      return { class: name, ...(other && { nearest: { class: other.name, cosine: nearest.cosine } }) };
    }),
    nearCaptions: nearCaptions(classes, result),
  };
}
