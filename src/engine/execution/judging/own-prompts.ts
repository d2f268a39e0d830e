/** @file What drawn images were asked to show, as a judge reads it. */
import type { ImagePlan } from '../../../language/plan/plan.ts';
import type { Judge } from '../../models/judge.ts';
import type { EmbeddingCache } from '../../store/judged/embedding-cache.ts';
import { embedTexts, type TextsDone } from './embed-texts.ts';

/**
 * The words of a prompt without what tells a painter how to weigh them; of several wordings the one of most steps, the
 * first of equals.
 */
export function plainPrompt({ prompt, reading }: Pick<ImagePlan, 'prompt' | 'reading'>): string {
  if (reading === undefined) return prompt;
  const steps = reading.wordings.map((_, wording) => reading.steps.filter((step) => step === wording).length);
  const sections = reading.wordings[steps.indexOf(Math.max(...steps))] ?? [];
  const texts = sections.map((runs) => runs.map(({ text }) => text).join(''));
  return texts.join(' ').replaceAll(/\s+/g, ' ').trim();
}

/**
 * @param prompts plain
 * @returns by prompt; those that the judge cannot read whole are not in it
 * @throws Failure `cancelled`, of the store
 */
export function embedPrompts(
  judge: Pick<Judge, 'embedTexts' | 'countTokens' | 'tokenLimit'>,
  cache: EmbeddingCache,
  prompts: Iterable<string>,
  signal: AbortSignal,
): AsyncGenerator<TextsDone, ReadonlyMap<string, Float32Array>> {
  const readable = [...new Set(prompts)].filter((text) => judge.countTokens(text) <= judge.tokenLimit);
  return embedTexts(judge, cache, readable, signal);
}
