/** @file The words of a prompt as the rows of tokens that a text encoder reads, each token with its weight. */
import type { PromptReading } from '../../language/plan/plan.ts';
import { cutSections } from './chunks.ts';
import type { Tokenizer } from './tokenizer.ts';

/** Sections, which `BREAK` parts, each of runs of one weight. */
export type Wording = PromptReading['wordings'][number];

/** Start, end and padding left out. */
export interface PromptChunk {
  readonly ids: readonly number[];
  /** Of each token; 1 is neutral. */
  readonly weights: readonly number[];
}

export function plainWording(text: string): Wording {
  return [[{ text, weight: 1 }]];
}

/** Never empty. Runs are tokenized each by itself, so a weight that begins within a word makes two words of it. */
export function promptChunks(tokenizer: Pick<Tokenizer, 'ids' | 'limit' | 'comma'>, wording: Wording): PromptChunk[] {
  const sections = wording.map((runs) =>
    runs.flatMap(({ text, weight }) => tokenizer.ids(text).map((id) => ({ id, weight }))),
  );
  const chunks = cutSections(sections, (section) => section.map(({ id }) => id), tokenizer);
  return chunks.map((chunk) => ({ ids: chunk.map(({ id }) => id), weights: chunk.map(({ weight }) => weight) }));
}
