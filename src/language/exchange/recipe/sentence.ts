/** @file Sentences about strangers' files: one line, no control characters, no more than can be read. */

const LONGEST = 300;

/** What a stranger wrote, fit to stand in a comment or on a terminal. */
export function oneLine(text: string, longest = LONGEST): string {
  // Line breaks, control characters, and marks that turn the direction of writing.
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]+/gu, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 1).replace(/\p{Surrogate}$/u, '')}…` : line;
}
