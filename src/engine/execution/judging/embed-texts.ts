/** @file Texts → embeddings: those of before are remembered, the others are made a part at a time. */
import { digestOf } from '../../files/digest.ts';
import type { Judge } from '../../models/judge.ts';
import type { EmbeddingCache } from '../../store/judged/embedding-cache.ts';

/** Texts that are embedded before they are written and the caller hears of it. */
const PART = 256;

export interface TextsDone {
  readonly done: number;
  readonly total: number;
}

/**
 * Yields how many of those that were never embedded are done by now.
 * @returns by text
 * @throws Failure `prompt-too-long`, `cancelled`, of the store; what was embedded until then is remembered
 */
export async function* embedTexts(
  judge: Pick<Judge, 'embedTexts'>,
  cache: EmbeddingCache,
  texts: Iterable<string>,
  signal: AbortSignal,
): AsyncGenerator<TextsDone, ReadonlyMap<string, Float32Array>> {
  const found = knownTexts(cache, texts);
  const missing = [...found].flatMap(([text, embedding]) => (embedding === undefined ? [text] : []));
  const known = new Map([...found].flatMap(([text, embedding]) => (embedding ? [[text, embedding] as const] : [])));
  for (let done = 0; done < missing.length; done += PART) {
    yield { done, total: missing.length };
    const part = missing.slice(done, done + PART);
    const rows = await judge.embedTexts(part, signal);
    await cache.add(new Map(part.map((text, i) => [textHash(text), rows[i]!]))); // One row a text, by contract.
    for (const [i, text] of part.entries()) known.set(text, rows[i]!);
  }
  return known;
}

/** By text, each once; undefined where it was never embedded. */
function knownTexts(
  cache: Pick<EmbeddingCache, 'get'>,
  texts: Iterable<string>,
): ReadonlyMap<string, Float32Array | undefined> {
  return new Map([...new Set(texts)].map((text) => [text, cache.get(textHash(text))]));
}

/** Texts and image files share a cache; no image file begins like this. */
function textHash(text: string): string {
  return digestOf(`text\n${text}`);
}
