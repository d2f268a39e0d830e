/** @file What a tokenizer does to a text before it is split into words. */
import { type AlignedText, alignedWithItself, type Rewriting, realign } from './aligned-text.ts';
import type { NormalizerStep } from './normalizer-steps.ts';

export interface Normalizer {
  normalize(text: string): string;
  /** As `normalize`, and says where each character came from; slower. */
  align(text: string): AlignedText;
}

export function normalizerBy(rewritings: readonly Rewriting[]): Normalizer {
  return {
    normalize: (text) => rewritings.reduce((done, { rewrite }) => rewrite(done), text),
    align: (text) => rewritings.reduce(realign, alignedWithItself(text)),
  };
}

/**
 * What CLIP does where no file says it: transformers 5, `CLIPTokenizer`. (Before version 5 there was another way, which
 * differs on control characters and Chinese ones, and depended on whether ftfy was installed.)
 */
export const clipSteps: NormalizerStep = {
  type: 'Sequence',
  normalizers: [{ type: 'NFC' }, { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' }, { type: 'Lowercase' }],
};
