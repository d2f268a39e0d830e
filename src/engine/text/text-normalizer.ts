/**
 * @file What a tokenizer does to a text before it is split into words: the steps that its `tokenizer.json` lists, and
 * where there is none, CLIP's own. (transformers before version 5 had another way for the latter, which differs on
 * control characters and Chinese ones, and depended on whether ftfy was installed.)
 */
import { Failure } from '../../protocol/failure.ts';

export type Normalizer = (text: string) => string;

/** A step of the `normalizer` entry of a `tokenizer.json`. */
export interface NormalizerStep {
  readonly type: string;
  readonly normalizers?: readonly NormalizerStep[];
  readonly pattern?: { readonly Regex?: string; readonly String?: string };
  readonly content?: string;
}

/**
 * @param place the file, for the message
 * @throws Failure `model-unsupported` for a step that is not known here
 */
export function normalizerOf(step: NormalizerStep | null | undefined, place: string): Normalizer {
  if (step === null || step === undefined) return (text) => text;
  const make = steps[step.type];
  if (make === undefined) {
    throw new Failure('model-unsupported', `${place} normalises text by \`${step.type}\`, which is not known here.`);
  }
  return make(step, place);
}

const steps: { readonly [type: string]: (step: NormalizerStep, place: string) => Normalizer } = {
  Sequence: (step, place) => {
    const parts = (step.normalizers ?? []).map((part) => normalizerOf(part, place));
    return (text) => parts.reduce((done, part) => part(done), text);
  },
  NFC: () => (text) => text.normalize('NFC'),
  NFD: () => (text) => text.normalize('NFD'),
  NFKC: () => (text) => text.normalize('NFKC'),
  NFKD: () => (text) => text.normalize('NFKD'),
  Lowercase: () => lowercaseEach,
  Replace: (step) => {
    const pattern = step.pattern?.Regex ?? escapeRegex(step.pattern?.String ?? '');
    const regex = new RegExp(unicodeSpaces(pattern), 'gu');
    return (text) => text.replace(regex, () => step.content ?? '');
  },
};

/** Character by character, so that a final sigma becomes a plain one. */
function lowercaseEach(text: string): string {
  return Array.from(text, (character) => character.toLowerCase()).join('');
}

function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** `\s` of Rust's and Oniguruma's regular expressions; JavaScript's own has U+FEFF in it and U+0085 not. */
export function unicodeSpaces(pattern: string): string {
  return pattern.replaceAll('\\s', '\\p{White_Space}');
}

/** What CLIP does where no file says it: transformers 5, `CLIPTokenizer`. */
export const clipNormalizer: Normalizer = normalizerOf(
  {
    type: 'Sequence',
    normalizers: [
      { type: 'NFC' },
      { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' },
      { type: 'Lowercase' },
    ],
  },
  'CLIP',
);
