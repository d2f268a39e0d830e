import type { JudgedClassPlan } from '../../../language/plan/plan.ts';
import { Failure } from '../../../protocol/failure.ts';
import { digestOf } from '../../files/digest.ts';
import type { Judge } from '../../models/judge.ts';
import { zeroShotClassifier } from '../../pipelines/zero-shot.ts';
import type { EmbeddingCache } from '../../store/embedding-cache.ts';

/**
 * One unit vector a class, from its prompts; only texts that were never embedded are given to the model.
 * @throws Failure `prompt-too-long`, `plan-invalid`, `cancelled`
 */
export async function classWeights(
  judge: Judge,
  cache: EmbeddingCache,
  classes: readonly JudgedClassPlan[],
  signal: AbortSignal,
): Promise<readonly Float32Array[]> {
  const without = classes.find(({ prompts }) => prompts.length === 0);
  if (without)
    throw new Failure('plan-invalid', `The class \`${without.name}\` has no prompt to judge by; give it one.`);
  const texts = [...new Set(classes.flatMap(({ prompts }) => prompts.map(({ text }) => text)))];
  const missing = texts.filter((text) => cache.get(textHash(text)) === undefined);
  const rows = missing.length === 0 ? [] : await judge.embedTexts(missing, signal);
  await cache.add(new Map(missing.map((text, i) => [textHash(text), rows[i]!]))); // One row a text, by contract.
  return zeroShotClassifier(classes.map(({ prompts }) => prompts.map(({ text }) => cache.get(textHash(text))!)));
}

/** Texts and image files share a cache; no image file begins like this. */
function textHash(text: string): string {
  return digestOf(`text\n${text}`);
}
