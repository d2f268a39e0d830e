/** @file Two texts, word by word. */
import type { WordPiece } from '../../../protocol/comparison.ts';

/** A word, a number, or one other character, each with the space before it; what is left is space at the end. */
const WORDS = /\s*(?:\p{L}[\p{L}\p{M}\p{N}'’_-]*|\p{N}+(?:\.\p{N}+)*|\S)|\s+/gu;

/** Words of both texts that are compared with each other at most; beyond it, all that differs is one piece. */
const MOST_PAIRS = 1_000_000;

/**
 * The shortest way from one text to the other in whole words. What is `same` and `removed`, put together, is the text
 * before; `same` and `added` the text after. What was removed stands before what was added in its place.
 */
export function wordPieces(before: string, after: string): readonly WordPiece[] {
  const [old, young] = [before.match(WORDS) ?? [], after.match(WORDS) ?? []];
  const head = commonHead(old, young);
  const tail = commonHead(old.slice(head).reverse(), young.slice(head).reverse());
  const middle = changesBetween(old.slice(head, old.length - tail), young.slice(head, young.length - tail));
  const same = (words: readonly string[]): WordPiece => ({ kind: 'same', text: words.join('') });
  return joined([same(old.slice(0, head)), ...middle, same(old.slice(old.length - tail))]);
}

function commonHead(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

function changesBetween(old: readonly string[], young: readonly string[]): readonly WordPiece[] {
  if (old.length * young.length > MOST_PAIRS) {
    return [
      { kind: 'removed', text: old.join('') },
      { kind: 'added', text: young.join('') },
    ];
  }
  const left = commonLengths(old, young);
  const width = young.length + 1;
  const pieces: WordPiece[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < young.length) {
    const goesOld = j === young.length || at(left, (i + 1) * width + j) >= at(left, i * width + j + 1);
    const isSame = i < old.length && old[i] === young[j];
    const kind = isSame ? 'same' : i < old.length && goesOld ? 'removed' : 'added';
    pieces.push({ kind, text: (kind === 'added' ? young[j] : old[i]) ?? '' });
    if (kind !== 'added') i++;
    if (kind !== 'removed') j++;
  }
  return pieces;
}

/** Entry i · (young + 1) + j: how many words the texts from i and from j on have in common, in order. */
function commonLengths(old: readonly string[], young: readonly string[]): Uint32Array {
  const width = young.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = young.length - 1; j >= 0; j--) {
      const below = at(lengths, (i + 1) * width + j);
      const beside = at(lengths, i * width + j + 1);
      lengths[i * width + j] = old[i] === young[j] ? 1 + at(lengths, (i + 1) * width + j + 1) : Math.max(below, beside);
    }
  }
  return lengths;
}

function at(numbers: Uint32Array, index: number): number {
  return numbers[index] ?? 0;
}

/** Without empty pieces; neighbours of one kind are one, and between two that are `same`, what was removed comes first. */
function joined(pieces: readonly WordPiece[]): readonly WordPiece[] {
  const result: WordPiece[] = [];
  let [removed, added] = ['', ''];
  const flush = () => {
    if (removed !== '') result.push({ kind: 'removed', text: removed });
    if (added !== '') result.push({ kind: 'added', text: added });
    [removed, added] = ['', ''];
  };
  for (const { kind, text } of pieces) {
    if (kind === 'removed') removed += text;
    else if (kind === 'added') added += text;
    else if (text !== '') {
      flush();
      const last = result.at(-1);
      if (last?.kind === 'same') result[result.length - 1] = { kind, text: last.text + text };
      else result.push({ kind, text });
    }
  }
  flush();
  return result;
}
