/** @file Class names short enough to head a column, and still all different. */
import { columnsOf, cut } from './columns.ts';

/** Ways to shorten, the most readable first; each is tried on the names that the ones before left ambiguous. */
const ways: readonly ((label: string, columns: number) => string)[] = [
  (label, columns) => cut(letters(label), columns),
  firstAndLast,
  (label, columns) => cut(withoutVowels(letters(label)), columns),
  (label, columns) => cut(letters(label), columns - 1) + lastLetter(label),
];

/**
 * One name a label, in order, all different and none wider than `columns`; a label that fits stays as it is.
 * Undefined when that is not possible: then number them.
 */
export function abbreviate(labels: readonly string[], columns: number): readonly string[] | undefined {
  const found: (string | undefined)[] = labels.map((label) => (columnsOf(label) <= columns ? label : undefined));
  for (const way of ways) settle(labels, found, (label) => way(label, columns));
  const complete = found.filter((name) => name !== undefined && name !== '' && columnsOf(name) <= columns);
  const isClear = complete.length === labels.length && new Set(complete).size === labels.length;
  return isClear ? (complete as string[]) : undefined;
}

/** Gives a name to every label that is still without, where the way makes one that nobody else has or would get. */
function settle(labels: readonly string[], found: (string | undefined)[], way: (label: string) => string): void {
  const proposals = labels.map((label, index) => found[index] ?? way(label));
  const uses = new Map<string, number>();
  for (const proposal of proposals) uses.set(proposal, (uses.get(proposal) ?? 0) + 1);
  for (const [index, proposal] of proposals.entries()) {
    if (uses.get(proposal) === 1) found[index] = proposal;
  }
}

const separators = /[\s_\-./]+/u;

function letters(label: string): string {
  return label.split(separators).join('');
}

/** `ankle_boot` in four columns: `anbo`. */
function firstAndLast(label: string, columns: number): string {
  const parts = label.split(separators).filter((part) => part !== '');
  const last = parts.at(-1) ?? '';
  if (parts.length < 2) return cut(label, columns - 2) + lastLetter(label);
  return cut(parts[0] ?? '', Math.floor(columns / 2)) + cut(last, Math.ceil(columns / 2));
}

function withoutVowels(word: string): string {
  return word.slice(0, 1) + word.slice(1).replace(/[aeiou]/giu, '');
}

function lastLetter(label: string): string {
  return [...letters(label)].at(-1) ?? '';
}
