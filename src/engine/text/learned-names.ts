/** @file Prompts in which words of one's own stand for learned vectors. */
import { escapeRegex } from './splitting/added-tokens.ts';
import type { Tokenizer } from './tokenizer.ts';

/** A word, and how many vectors stand for it. */
export interface LearnedName {
  readonly name: string;
  readonly vectors: number;
}

/** Ids from here on are vectors, counted over all names in their order; no vocabulary reaches as far. */
export const FIRST_LEARNED = 1 << 24;

/** What cutting prompts into chunks needs of a tokenizer. */
export type PromptTokens = Pick<Tokenizer, 'ids' | 'limit' | 'comma'>;

/** Reads prompts as `tokenizer` does, but for the names in them: whole words, without regard to case. */
export function withLearnedNames(tokenizer: PromptTokens, names: readonly LearnedName[]): PromptTokens {
  if (names.length === 0) return tokenizer;
  const learned = idsOf(names);
  // Where two begin at one place, the longer is taken.
  const longestFirst = [...learned.keys()].sort((a, b) => b.length - a.length);
  const any = longestFirst.map(escapeRegex).join('|');
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])`, 'giu');
  const ids = (text: string): number[] => {
    const found: number[] = [];
    let start = 0;
    for (const { 0: name, index } of text.matchAll(pattern)) {
      found.push(...tokenizer.ids(text.slice(start, index)), ...(learned.get(name.toLowerCase()) ?? []));
      start = index + name.length;
    }
    return [...found, ...tokenizer.ids(text.slice(start))];
  };
  return { ids, limit: tokenizer.limit, comma: tokenizer.comma };
}

function idsOf(names: readonly LearnedName[]): ReadonlyMap<string, readonly number[]> {
  const ids = new Map<string, readonly number[]>();
  let next = FIRST_LEARNED;
  for (const { name, vectors } of names) {
    ids.set(
      name.toLowerCase(),
      Array.from({ length: vectors }, (_, i) => next + i),
    );
    next += vectors;
  }
  return ids;
}
