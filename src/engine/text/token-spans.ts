/** @file Where a word's tokens stand in it: tokens are counted in UTF-8 bytes, places in UTF-16. */

/** In UTF-16, the end exclusive. */
export interface TokenSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * Of a character that several tokens share, each has the whole.
 * @param sizes the UTF-8 bytes of each token; together those of the word
 */
export function spansInWord(word: string, sizes: readonly number[]): TokenSpan[] {
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
