/**
 * @file What a tokenizer does to a text before it is split into words: the steps that its `tokenizer.json` lists, and
 * where there is none, CLIP's own. (transformers before version 5 had another way for the latter, which differs on
 * control characters and Chinese ones, and depended on whether ftfy was installed.)
 */
import { Failure } from '../../protocol/failure.ts';
import { escapeRegex } from './added-tokens.ts';
import { type AlignedText, alignedWithItself, type Rewriting, realign } from './aligned-text.ts';
import { plainPattern } from './stranger-pattern.ts';

export interface Normalizer {
  normalize(text: string): string;
  /** As `normalize`, and says where each character came from; slower. */
  align(text: string): AlignedText;
}

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
  const rewritings = step === null || step === undefined ? [] : rewritingsOf(step, place);
  return {
    normalize: (text) => rewritings.reduce((done, { rewrite }) => rewrite(done), text),
    align: (text) => rewritings.reduce(realign, alignedWithItself(text)),
  };
}

function rewritingsOf(step: NormalizerStep, place: string): readonly Rewriting[] {
  const make = Object.hasOwn(steps, step.type) ? steps[step.type] : undefined;
  if (make === undefined) {
    throw new Failure('model-unsupported', `${place} normalises text by \`${step.type}\`, which is not known here.`);
  }
  return make(step, place);
}

const steps: { readonly [type: string]: (step: NormalizerStep, place: string) => readonly Rewriting[] } = {
  Sequence: (step, place) => (step.normalizers ?? []).flatMap((part) => rewritingsOf(part, place)),
  NFC: () => [unicodeForm('NFC')],
  NFD: () => [unicodeForm('NFD')],
  NFKC: () => [unicodeForm('NFKC')],
  NFKD: () => [unicodeForm('NFKD')],
  Lowercase: () => [{ rewrite: lowercaseEach, unit: /./gsu }],
  Replace: (step, place) => {
    const { Regex, String: literal = '' } = step.pattern ?? {};
    const pattern = Regex === undefined ? escapeRegex(literal) : unicodeSpaces(plainPattern(Regex, place));
    const regex = new RegExp(pattern, 'gu');
    const rewrite = (text: string) => text.replace(regex, () => step.content ?? '');
    return [{ rewrite, unit: new RegExp(`(?:${pattern})|[^]`, 'gu') }];
  },
};

/**
 * A piece is a character with all that may be composed with it: its marks, the later letters of a Hangul syllable, and
 * the vowel signs of Kirat Rai, which are letters (Unicode 16, DerivedNormalizationProps `NFC_Quick_Check=Maybe`).
 */
function unicodeForm(form: 'NFC' | 'NFD' | 'NFKC' | 'NFKD'): Rewriting {
  return {
    rewrite: (text) => text.normalize(form),
    unit: /.[\p{M}\u1160-\u11ff\u{16d63}\u{16d67}-\u{16d6a}]*/gsu,
  };
}

/** Character by character, so that a final sigma becomes a plain one. */
function lowercaseEach(text: string): string {
  if (/^\p{ASCII}*$/u.test(text)) return text.toLowerCase();
  return Array.from(text, (character) => character.toLowerCase()).join('');
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
