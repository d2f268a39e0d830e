/**
 * @file What a tokenizer may do to a text before it is split into words: the steps that a `tokenizer.json` can list.
 * https://huggingface.co/docs/tokenizers/api/normalizers
 */
import { Failure } from '../../../protocol/failure.ts';
import type { JsonObject } from '../../files/json-file.ts';
import { stepPattern } from '../splitting/stranger-pattern.ts';
import { type Cut, eachPiece, type Rewriting } from './aligned-text.ts';
import { characterMapOf, rewriteByGraphemes } from './character-map.ts';

/** What a `tokenizer.json` may say of a step; nothing of it is certain before it is read. */
export interface NormalizerStep {
  readonly type: string;
  readonly [entry: string]: unknown;
}

/** UTF-16 units that one character may become: of Unicode's own compatibility forms it is 18. */
const LONGEST_REPLACEMENT = 64;

/** @throws Failure `model-unsupported` for a step that is not known here, `model-corrupt` */
export function rewritingsOf(step: JsonObject): readonly Rewriting[] {
  const type = step.string('type');
  const make = Object.hasOwn(steps, type) ? steps[type] : undefined;
  if (make === undefined) {
    throw new Failure('model-unsupported', `${step.place} normalises text by \`${type}\`, which is not known here.`);
  }
  return make(step);
}

const steps: { readonly [type: string]: (step: JsonObject) => readonly Rewriting[] } = {
  Sequence: (step) => step.objects('normalizers', []).flatMap(rewritingsOf),
  NFC: () => [unicodeForm('NFC')],
  NFD: () => [unicodeForm('NFD')],
  NFKC: () => [unicodeForm('NFKC')],
  NFKD: () => [unicodeForm('NFKD')],
  Nmt: () => [eachPiece(/./gsu, withoutControls)],
  Lowercase: () => [eachPiece(/./gsu, lowercaseEach)],
  StripAccents: () => [eachPiece(/./gsu, (text) => text.replace(/\p{Mn}/gu, ''))],
  Strip: (step) => [stripping(step.boolean('strip_left', true), step.boolean('strip_right', true))],
  Prepend: (step) => [prepending(replacement(step, 'prepend'))],
  Precompiled: (step) => {
    const table = Buffer.from(step.string('precompiled_charsmap', ''), 'base64');
    return table.length === 0 ? [] : [rewriteByGraphemes(characterMapOf(table, step.place))];
  },
  Replace: (step) => {
    const pattern = stepPattern(step);
    const regex = new RegExp(pattern, 'gu');
    const content = replacement(step, 'content');
    return [eachPiece(new RegExp(`(?:${pattern})|[\\s\\S]`, 'gu'), (text) => text.replace(regex, () => content))];
  },
};

/** @throws Failure `model-unsupported` for a text so long that prompts would fill the memory */
function replacement(step: JsonObject, entry: string): string {
  const text = step.string(entry, '');
  if (text.length <= LONGEST_REPLACEMENT) return text;
  throw new Failure(
    'model-unsupported',
    `${step.place} puts ${text.length} characters in place of one; use another model.`,
  );
}

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
export function prepending(prefix: string): Rewriting {
  return {
    rewrite: (text) => (text === '' ? '' : prefix + text),
    cut: (text) => [['', prefix], ...itself(text)],
  };
}

function itself(text: string): Cut[] {
  return Array.from(text, (character) => [character, character]);
}
