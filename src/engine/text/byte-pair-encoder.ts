/** @file Byte-pair encoding of one word, as CLIP has it: the word's last symbol carries `</w>`. */
import { symbolsOf } from './byte-symbols.ts';

export interface BytePairs {
  /** Symbol → id. */
  readonly vocabulary: ReadonlyMap<string, number>;
  /** Pairs in the order they were learned; earlier ones are joined first. */
  readonly merges: readonly (readonly [string, string])[];
  readonly endOfWord: string;
  /** For symbols the vocabulary lacks. */
  readonly unknown: number;
}

export class BytePairEncoder {
  readonly #pairs: BytePairs;
  /** Left symbol → right symbol → rank. */
  readonly #ranks = new Map<string, Map<string, number>>();
  readonly #known = new Map<string, readonly number[]>();

  constructor(pairs: BytePairs) {
    this.#pairs = pairs;
    pairs.merges.forEach(([left, right], rank) => {
      const rights = this.#ranks.get(left) ?? new Map<string, number>();
      if (!rights.has(right)) rights.set(right, rank);
      this.#ranks.set(left, rights);
    });
  }

  /** The ids of a word that is not empty. */
  encode(word: string): readonly number[] {
    const known = this.#known.get(word);
    if (known !== undefined) return known;
    const ids = this.#merge(this.#spell(word)).map((s) => this.#pairs.vocabulary.get(s) ?? this.#pairs.unknown);
    this.#known.set(word, ids);
    return ids;
  }

  #spell(word: string): string[] {
    const symbols = symbolsOf(word);
    symbols.push(symbols.pop()! + this.#pairs.endOfWord);
    return symbols;
  }

  /** Joins the pair learned first, everywhere, until none is left. */
  #merge(symbols: string[]): string[] {
    let word = symbols;
    for (let pair = this.#firstPair(word); pair !== undefined; pair = this.#firstPair(word)) {
      word = join(word, pair[0], pair[1]);
    }
    return word;
  }

  #firstPair(symbols: readonly string[]): readonly [string, string] | undefined {
    let best = Number.POSITIVE_INFINITY;
    let pair: readonly [string, string] | undefined;
    for (let i = 0; i + 1 < symbols.length; i++) {
      const rank = this.#ranks.get(symbols[i]!)?.get(symbols[i + 1]!);
      if (rank === undefined || rank >= best) continue;
      best = rank;
      pair = [symbols[i]!, symbols[i + 1]!];
    }
    return pair;
  }
}

function join(symbols: readonly string[], left: string, right: string): string[] {
  const joined: string[] = [];
  for (let i = 0; i < symbols.length; i++) {
    const fits = symbols[i] === left && symbols[i + 1] === right;
    joined.push(fits ? left + right : symbols[i]!);
    if (fits) i++;
  }
  return joined;
}
