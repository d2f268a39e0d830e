/** @file Where tokens stand in a text: they are counted in UTF-8 bytes, places in UTF-16. */
import type { AlignedText } from './normalizing/aligned-text.ts';

/** In UTF-16, the end exclusive. */
export interface TokenSpan {
  readonly start: number;
  readonly end: number;
}

export interface TokenizedText {
  readonly ids: readonly number[];
  /**
   * Where in the text tokens stand. Of a character that several tokens share, each has the whole.
   * @param indices of tokens, ascending
   */
  spansAt(indices: readonly number[]): TokenSpan[];
}

/** A stretch of a text between tokens that are found as they were written. */
export interface Stretch {
  /** Where it begins in the text. */
  readonly at: number;
  /** The stretch as it was normalised. */
  align(): AlignedText;
}

export interface TokenizedWord {
  readonly text: string;
  readonly ids: readonly number[];
  /** Where it begins in its stretch, once that is normalised. */
  readonly at: number;
  /** Characters at its front that stand for nothing in the stretch. */
  readonly lead: number;
  readonly stretch: Stretch;
}

/**
 * @param indices of tokens, ascending
 * @param sizesOf the UTF-8 bytes of each token of a word
 */
export function spansAt(
  words: readonly TokenizedWord[],
  indices: readonly number[],
  sizesOf: (word: string) => readonly number[],
): TokenSpan[] {
  const aligned = new Map<Stretch, AlignedText>();
  const spans: TokenSpan[] = [];
  let first = 0;
  for (const { text, ids, at, lead, stretch } of words) {
    const wanted = nextBelow(indices, spans.length, first + ids.length);
    if (wanted.length > 0) {
      const source = aligned.get(stretch) ?? stretch.align();
      aligned.set(stretch, source);
      const own = ids.length === 1 ? [{ start: 0, end: text.length }] : spansInWord(text, sizesOf(text));
      for (const index of wanted) {
        const { start, end } = own[index - first]!;
        const from = at + Math.max(0, start - lead);
        const last = Math.max(from, at + end - lead - 1);
        spans.push({ start: stretch.at + source.startOf(from), end: stretch.at + source.endOf(last) });
      }
    }
    first += ids.length;
  }
  return spans;
}

/** Those from the `done`th on that are below `end`. */
function nextBelow(indices: readonly number[], done: number, end: number): readonly number[] {
  let upTo = done;
  while (upTo < indices.length && indices[upTo]! < end) upTo++;
  return indices.slice(done, upTo);
}

/**
 * Of a character that several tokens share, each has the whole.
 * @param sizes the UTF-8 bytes of each token; together those of the word
 */
function spansInWord(word: string, sizes: readonly number[]): TokenSpan[] {
  const owners = byteOwners(word);
  let byte = 0;
  return sizes.map((size) => {
    const start = owners[byte]!.start;
    byte += size;
    return { start, end: owners[byte - 1]!.end };
  });
}

/** The character of each byte. */
function byteOwners(word: string): TokenSpan[] {
  const owners: TokenSpan[] = [];
  let start = 0;
  for (const character of word) {
    const owner = { start, end: start + character.length };
    for (let byte = utf8Length(character); byte > 0; byte--) owners.push(owner);
    start = owner.end;
  }
  return owners;
}

/** A surrogate that stands alone is written as U+FFFD, in three bytes. */
function utf8Length(character: string): number {
  const point = character.codePointAt(0)!;
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}
