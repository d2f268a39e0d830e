/**
 * @file Joins neighbouring symbols, the pair learned first before all others and of equal ones the left one, until no
 * pair is left. What waits is kept in a heap, so that a "word" of a megabyte takes a second and not a day.
 */

/** Undefined when the pair was not learned. */
export type RankOf = (left: string, right: string) => number | undefined;

/** Ranks of pairs in the order they were learned. */
export function ranksByOrder(merges: readonly (readonly [string, string])[]): RankOf {
  const ranks = new Map<string, Map<string, number>>();
  merges.forEach(([left, right], rank) => {
    const rights = ranks.get(left) ?? new Map<string, number>();
    if (!rights.has(right)) rights.set(right, rank);
    ranks.set(left, rights);
  });
  return (left, right) => ranks.get(left)?.get(right);
}

/** Symbols of a word; a joined one stands where its left part stood. */
interface Chain {
  /** Undefined where a symbol was joined to one on its left. */
  readonly symbols: (string | undefined)[];
  readonly next: Int32Array;
  readonly previous: Int32Array;
}

/** @returns the symbols that remain, in order */
export function mergeSymbols(word: readonly string[], rankOf: RankOf): string[] {
  const { length } = word;
  const chain: Chain = {
    symbols: [...word],
    next: Int32Array.from({ length }, (_, i) => i + 1),
    previous: Int32Array.from({ length }, (_, i) => i - 1),
  };
  const rankAt = (at: number) => rankBehind(chain, at, rankOf);
  const heap: number[] = [];
  const offer = (at: number) => {
    const rank = rankAt(at);
    if (rank !== undefined) push(heap, rank * PLACES + at);
  };
  for (let at = 0; at < length; at++) offer(at);
  for (let least = pop(heap); least !== undefined; least = pop(heap)) {
    const at = least % PLACES;
    // What was joined since then has another rank now, or none.
    if (rankAt(at) !== Math.floor(least / PLACES)) continue;
    joinBehind(chain, at);
    offer(at);
    offer(chain.previous[at]!);
  }
  return chain.symbols.filter((symbol) => symbol !== undefined);
}

/** Rank and place share one number: ranks stay below 2²⁵, places below 2²⁸. */
const PLACES = 2 ** 28;

/** The rank of the pair whose left symbol stands there. */
function rankBehind({ symbols, next }: Chain, at: number, rankOf: RankOf): number | undefined {
  const left = symbols[at];
  const right = left === undefined ? undefined : symbols[next[at]!];
  return left === undefined || right === undefined ? undefined : rankOf(left, right);
}

function joinBehind({ symbols, next, previous }: Chain, at: number): void {
  const joined = next[at]!;
  symbols[at] = symbols[at]! + symbols[joined]!;
  symbols[joined] = undefined;
  next[at] = next[joined]!;
  if (next[at]! < symbols.length) previous[next[at]!] = at;
}

function push(heap: number[], value: number): void {
  let at = heap.length;
  heap.push(value);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (heap[parent]! <= value) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = value;
}

/** Takes the least; undefined when the heap is empty. */
function pop(heap: number[]): number | undefined {
  const least = heap[0];
  const value = heap.pop();
  if (value === undefined || heap.length === 0) return least;
  let at = 0;
  for (;;) {
    const left = 2 * at + 1;
    const child = left + 1 < heap.length && heap[left + 1]! < heap[left]! ? left + 1 : left;
    if (child >= heap.length || heap[child]! >= value) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = value;
  return least;
}
