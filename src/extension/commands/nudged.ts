/** @file Attention weights by the key: `word` → `(word:1.05)` → `(word:1.1)` → … → `word`. */

export interface Nudge {
  /** What of the line is replaced, in UTF-16 characters. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Where the words stand afterwards. */
  readonly words: { readonly start: number; readonly end: number };
}

const LEAST = 0.05;
const MOST = 2;

/**
 * The change that makes the words between `start` and `end` of a line weigh more or less; undefined where nothing
 * stands. Words at a weight of 1 lose their parentheses.
 */
export function nudged(line: string, start: number, end: number, by: number): Nudge | undefined {
  const words = line.slice(start, end);
  if (words.trim() === '') return undefined;
  const [, number] = /^:(\d+(?:\.\d+)?)\)/u.exec(line.slice(end)) ?? [];
  const isWeighed = number !== undefined && line[start - 1] === '(';
  const weight = roundTo20ths(Math.min(MOST, Math.max(LEAST, (isWeighed ? Number(number) : 1) + by)));
  const text = weight === 1 ? words : `(${words}:${weight})`;
  const from = isWeighed ? start - 1 : start;
  const to = isWeighed ? end + number.length + 2 : end;
  const first = from + (weight === 1 ? 0 : 1);
  return { start: from, end: to, text, words: { start: first, end: first + words.length } };
}

/** Free of what binary fractions add: 1.1500000000000001. */
function roundTo20ths(weight: number): number {
  return Math.round(weight * 20) / 20;
}
