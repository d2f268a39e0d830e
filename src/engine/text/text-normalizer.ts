/**
 * @file What a tokenizer does to a text before it is split into words. Two ways are in use for CLIP, which differ on
 * control characters, on Chinese characters and on final sigmas: the steps listed in `tokenizer.json`, and, where there
 * is none, what transformers' `CLIPTokenizer` does without ftfy.
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

/** Unified ideographs, as BERT's tokenizer lists them. */
const ideograph =
  /[\u4e00-\u9fff\u3400-\u4dbf\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b820}-\u{2ceaf}\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu;

/** The way of transformers' slow tokenizer: clean, space out ideographs, compose, collapse spaces, lower-case. */
export function slowNormalizer(text: string): string {
  const spaced = text
    .replace(/[\t\n\r]/g, ' ')
    .replace(/\ufffd|\p{C}/gu, '')
    .replace(/\p{Zs}/gu, ' ')
    .replace(ideograph, ' $& ');
  const words = spaced.normalize('NFC').split(/\p{White_Space}+/u);
  return words
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())
    .join(' ');
}
