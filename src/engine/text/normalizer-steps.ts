/**
 * @file What a tokenizer may do to a text before it is split into words: the steps that a `tokenizer.json` can list.
 * https://huggingface.co/docs/tokenizers/api/normalizers
 */
import { Failure } from '../../protocol/failure.ts';
import { escapeRegex } from './added-tokens.ts';
import { type Cut, eachPiece, type Rewriting } from './aligned-text.ts';
import { characterMapOf, rewriteByGraphemes } from './character-map.ts';
import { plainPattern } from './stranger-pattern.ts';

/** A step of the `normalizer` entry of a `tokenizer.json`. */
export interface NormalizerStep {
  readonly type: string;
  readonly normalizers?: readonly NormalizerStep[];
  readonly pattern?: { readonly Regex?: string; readonly String?: string };
  readonly content?: string;
  readonly prepend?: string;
  readonly strip_left?: boolean;
  readonly strip_right?: boolean;
  readonly precompiled_charsmap?: string | null;
}

/**
 * @param place the file, for the message
 * @throws Failure `model-unsupported` for a step that is not known here, `model-corrupt`
 */
export function rewritingsOf(step: NormalizerStep, place: string): readonly Rewriting[] {
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
  Nmt: () => [eachPiece(/./gsu, withoutControls)],
  Lowercase: () => [eachPiece(/./gsu, lowercaseEach)],
  StripAccents: () => [eachPiece(/./gsu, (text) => text.replace(/\p{Mn}/gu, ''))],
  Strip: ({ strip_left: left = true, strip_right: right = true }) => [stripping(left, right)],
  Prepend: ({ prepend = '' }) => [prepending(prepend)],
  Precompiled: ({ precompiled_charsmap: base64 }, place) =>
    base64 ? [rewriteByGraphemes(characterMapOf(Buffer.from(base64, 'base64'), place))] : [],
  Replace: (step, place) => {
    const { Regex, String: literal = '' } = step.pattern ?? {};
    const pattern = Regex === undefined ? escapeRegex(literal) : javaScriptPattern(plainPattern(Regex, place));
    const regex = new RegExp(pattern, 'gu');
    const unit = new RegExp(`(?:${pattern})|[\\s\\S]`, 'gu');
    return [eachPiece(unit, (text) => text.replace(regex, () => step.content ?? ''))];
  },
};

/**
 * A piece is a character with all that may be composed with it: its marks, the later letters of a Hangul syllable, and
 * the vowel signs of Kirat Rai, which are letters (Unicode 16, DerivedNormalizationProps `NFC_Quick_Check=Maybe`).
 */
function unicodeForm(form: 'NFC' | 'NFD' | 'NFKC' | 'NFKD'): Rewriting {
  return eachPiece(/.[\p{M}\u1160-\u11ff\u{16d63}\u{16d67}-\u{16d6a}]*/gsu, (text) => text.normalize(form));
}

/** Character by character, so that a final sigma becomes a plain one. */
function lowercaseEach(text: string): string {
  if (/^\p{ASCII}*$/u.test(text)) return text.toLowerCase();
  return Array.from(text, (character) => character.toLowerCase()).join('');
}

/** As tokenizers' `Nmt` does: control characters go, odd spaces become plain ones. */
function withoutControls(text: string): string {
  return text.replace(
    /(?![\0\x80-\x8e\x90-\x9e])[\p{Cc}\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]/gu,
    (found) => (/[\t\n\f\r]|\P{Cc}/u.test(found) ? ' ' : ''),
  );
}

/**
 * Takes from the ends of a text what is there in any number.
 * @param space of one UTF-16 unit
 */
export function stripping(left: boolean, right: boolean, space = /\p{White_Space}/u): Rewriting {
  const parts = (text: string) => {
    let [start, end] = [0, text.length];
    // By hand: `\s+$` takes time in proportion to the square of a text.
    while (left && start < end && space.test(text[start]!)) start++;
    while (right && end > start && space.test(text[end - 1]!)) end--;
    return { head: text.slice(0, start), body: text.slice(start, end), tail: text.slice(end) };
  };
  return {
    rewrite: (text) => parts(text).body,
    cut: (text) => {
      const { head, body, tail } = parts(text);
      return [[head, ''], ...itself(body), [tail, '']];
    },
  };
}

/** Nothing is put before nothing. */
function prepending(prefix: string): Rewriting {
  return {
    rewrite: (text) => (text === '' ? '' : prefix + text),
    cut: (text) => [['', prefix], ...itself(text)],
  };
}

function itself(text: string): Cut[] {
  return Array.from(text, (character) => [character, character]);
}

/**
 * A pattern of Rust's or Oniguruma's regular expressions as one of JavaScript's with the flag `u`: `\s` and `\d` are
 * Unicode's there, and any character may be escaped.
 */
export function javaScriptPattern(pattern: string): string {
  return pattern.replace(/\\([\s\S])/g, (written, character: string) => escapes[character] ?? plainEscape(written));
}

const escapes: { readonly [character: string]: string } = { s: '\\p{White_Space}', d: '\\p{Nd}', '-': '\\x2d' };

function plainEscape(written: string): string {
  return /[\w^$\\.*+?()[\]{}|/]$/.test(written) ? written : written.slice(1);
}
