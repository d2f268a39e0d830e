/** @file What a tokenizer does to a text before it is split into words. */
import { Failure } from '../../../protocol/failure.ts';
import { type AlignedText, alignedWithItself, type Rewriting, realign } from './aligned-text.ts';
import type { NormalizerStep } from './normalizer-steps.ts';

export interface Normalizer {
  normalize(text: string): string;
  /** As `normalize`, and says where each character came from; slower. */
  align(text: string): AlignedText;
}

/** Steps of a real one are some ten. */
const MOST_STEPS = 100;

/** How much longer than a prompt what becomes of it may be: Unicode makes 18 characters of one, in one step. */
const MOST_GROWTH = 32;

/** @throws Failure `model-unsupported` of steps that no tokenizer has so many of; so does what it makes, of too much text */
export function normalizerBy(rewritings: readonly Rewriting[]): Normalizer {
  if (rewritings.length > MOST_STEPS) throw excess(`rewrites text in ${rewritings.length} steps`);
  return {
    normalize: (text) => rewritings.reduce((done, { rewrite }) => limited(rewrite(done), text), text),
    align: (text) =>
      rewritings.reduce((done, rewriting) => {
        const next = realign(done, rewriting);
        limited(next.text, text);
        return next;
      }, alignedWithItself(text)),
  };
}

/** Each step may double the text, so a few of them would fill the memory. */
function limited(made: string, of: string): string {
  if (made.length <= MOST_GROWTH * (of.length + MOST_GROWTH)) return made;
  throw excess('makes far more text of a prompt than it has');
}

function excess(what: string): Failure {
  return new Failure('model-unsupported', `The model's tokenizer ${what}; use a model with its own tokenizer.`);
}

/**
 * What CLIP does where no file says it: transformers 5, `CLIPTokenizer`. (Before version 5 there was another way, which
 * differs on control characters and Chinese ones, and depended on whether ftfy was installed.)
 */
export const clipSteps: NormalizerStep = {
  type: 'Sequence',
  normalizers: [{ type: 'NFC' }, { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' }, { type: 'Lowercase' }],
};
