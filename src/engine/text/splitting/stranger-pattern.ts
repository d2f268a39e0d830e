/**
 * @file Regular expressions that a model's files bring. The language reads them for files that were merely opened, so a
 * pattern on which a short text takes for ever must not get that far.
 */
import { Failure } from '../../../protocol/failure.ts';
import type { JsonObject } from '../../files/json-file.ts';
import { escapeRegex } from './added-tokens.ts';

/** Characters and classes, by which alternatives are told apart from what stands in them. */
const ATOMS = /\\[pP]\{[^}]*\}|\\[\s\S]|\[(?:\\[\s\S]|[^\\\]])*\]/g;

/** Atoms, and one repetition at most, at the end: what has begun to repeat always matches, so no stretch is read twice. */
const ALTERNATIVE = /^[^*+{]*([*+]|\{\d{1,2}(,\d{0,2})?\})?$/;

/** UTF-16 units. */
const LONGEST_PATTERN = 1000;

/**
 * Whether matching takes at most time in proportion to a text: alternatives without groups, each with one repetition at
 * most, at its end. All of CLIP's tokenizers have such patterns.
 */
export function isPlainPattern(pattern: string): boolean {
  const bare = pattern.replace(ATOMS, 'x');
  const isShort = pattern.length <= LONGEST_PATTERN;
  return isShort && !/[()]/.test(bare) && bare.split('|').every((each) => ALTERNATIVE.test(each));
}

/**
 * A pattern as the source of one with the flag `u`.
 * @param place the file, for the message
 * @throws Failure `model-unsupported`
 */
export function plainPattern(pattern: string, place: string): string {
  const source = javaScriptPattern(pattern);
  if (isPlainPattern(pattern) && compiles(source)) return source;
  throw new Failure(
    'model-unsupported',
    `${place} splits or rewrites text by a pattern that is not read here; use a model with its own tokenizer.`,
  );
}

/**
 * The `pattern` of a step of a tokenizer, as the source of a regular expression with the flag `u`.
 * @throws Failure `model-unsupported`, `model-corrupt`
 */
export function stepPattern(step: JsonObject): string {
  const pattern = step.object('pattern', {});
  const literal = pattern.string('String', '');
  return pattern.value('Regex') === undefined
    ? escapeRegex(literal)
    : plainPattern(pattern.string('Regex'), step.place);
}

function compiles(source: string): boolean {
  try {
    new RegExp(source, 'u');
    return true;
  } catch {
    return false;
  }
}

/**
 * A pattern of Rust's or Oniguruma's regular expressions as one of JavaScript's with the flag `u`: `\s` and `\d` are
 * Unicode's there, and any character may be escaped.
 */
function javaScriptPattern(pattern: string): string {
  return pattern.replace(/\\([\s\S])/g, (written, character: string) => escapes[character] ?? plainEscape(written));
}

const escapes: { readonly [character: string]: string } = { s: '\\p{White_Space}', d: '\\p{Nd}', '-': '\\x2d' };

function plainEscape(written: string): string {
  return /[\w^$\\.*+?()[\]{}|/]$/.test(written) ? written : written.slice(1);
}
