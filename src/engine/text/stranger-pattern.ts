/**
 * @file Regular expressions that a model's files bring. The language reads them for files that were merely opened, so a
 * pattern on which a short text takes for ever must not get that far.
 */
import { Failure } from '../../protocol/failure.ts';

/** Characters and classes, by which alternatives are told apart from what stands in them. */
const ATOMS = /\\[pP]\{[^}]*\}|\\[\s\S]|\[(?:\\[\s\S]|[^\\\]])*\]/g;

/**
 * Whether matching takes at most time in proportion to the square of a text: alternatives without groups, each with one
 * repetition at most. All of CLIP's tokenizers have such patterns.
 */
export function isPlainPattern(pattern: string): boolean {
  const bare = pattern.replace(ATOMS, 'x');
  return !/[()]/.test(bare) && bare.split('|').every((each) => (each.match(/[*+{]/g) ?? []).length <= 1);
}

/**
 * @param place the file, for the message
 * @throws Failure `model-unsupported`
 */
export function plainPattern(pattern: string, place: string): string {
  if (isPlainPattern(pattern)) return pattern;
  throw new Failure(
    'model-unsupported',
    `${place} splits or rewrites text by a pattern that is not read here; use a CLIP model with its own tokenizer.`,
  );
}
