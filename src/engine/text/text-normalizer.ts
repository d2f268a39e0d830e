/** @file What a tokenizer does to a text before it is split into words. */
import { type AlignedText, alignedWithItself, type Rewriting, realign } from './aligned-text.ts';
import { type NormalizerStep, rewritingsOf } from './normalizer-steps.ts';

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
 * @param place the file, for the message
 * @throws Failure `model-unsupported` for a step that is not known here, `model-corrupt`
 */
export function normalizerOf(step: NormalizerStep | null | undefined, place: string): Normalizer {
  return normalizerBy(step === null || step === undefined ? [] : rewritingsOf(step, place));
}

/**
 * What CLIP does where no file says it: transformers 5, `CLIPTokenizer`. (Before version 5 there was another way, which
 * differs on control characters and Chinese ones, and depended on whether ftfy was installed.)
 */
export const clipSteps: NormalizerStep = {
  type: 'Sequence',
  normalizers: [{ type: 'NFC' }, { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' }, { type: 'Lowercase' }],
};
