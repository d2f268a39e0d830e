import type { JudgedClassPlan } from '../../../language/plan/plan.ts';
import { Failure } from '../../../protocol/failure.ts';
import type { Judge } from '../../models/judge.ts';
import { zeroShotClassifier } from '../../pipelines/zero-shot.ts';
import type { EmbeddingCache } from '../../store/judged/embedding-cache.ts';
import { embedTexts, type TextsDone } from './embed-texts.ts';

/**
 * One unit vector a class, from its prompts; only texts that were never embedded are given to the model.
 * @throws Failure `prompt-too-long`, `plan-invalid`, `cancelled`
 */
export async function* classWeights(
  judge: Pick<Judge, 'embedTexts'>,
  cache: EmbeddingCache,
  classes: readonly JudgedClassPlan[],
  signal: AbortSignal,
): AsyncGenerator<TextsDone, readonly Float32Array[]> {
  const known = yield* promptEmbeddings(judge, cache, classes, signal);
  return zeroShotClassifier(classes.map(({ prompts }) => prompts.map(({ text }) => known.get(text)!))); // All are there.
}

/**
 * The prompts of all classes, by text.
 * @throws Failure `prompt-too-long`, `plan-invalid` for a class without prompts, `cancelled`
 */
export function promptEmbeddings(
  judge: Pick<Judge, 'embedTexts'>,
  cache: EmbeddingCache,
  classes: readonly JudgedClassPlan[],
  signal: AbortSignal,
): AsyncGenerator<TextsDone, ReadonlyMap<string, Float32Array>> {
  const without = classes.find(({ prompts }) => prompts.length === 0);
  if (without)
    throw new Failure('plan-invalid', `The class \`${without.name}\` has no prompt to judge by; give it one.`);
  const texts = classes.flatMap(({ prompts }) => prompts.map(({ text }) => text));
  return embedTexts(judge, cache, texts, signal);
}
