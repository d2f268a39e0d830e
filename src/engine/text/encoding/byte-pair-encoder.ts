/** @file Byte-pair encoding of one word, as CLIP has it: the word's last symbol carries `</w>`. */
import { symbolsOf } from './byte-symbols.ts';
import { mergeSymbols, type RankOf, ranksByOrder } from './merge-symbols.ts';
import type { WordModel } from './word-model.ts';

export interface BytePairs {
  /** Symbol → id. */
  readonly vocabulary: ReadonlyMap<string, number>;
  /** Pairs in the order they were learned; earlier ones are joined first. */
  readonly merges: readonly (readonly [string, string])[];
  readonly endOfWord: string;
  /** For symbols the vocabulary lacks. */
  readonly unknown: number;
}

/** Words kept with their ids; prompts have few different ones. */
const WORDS_KEPT = 20_000;

/** UTF-16 units; longer words are no words, and would fill the memory. */
const LONGEST_KEPT = 64;

export class BytePairEncoder implements WordModel {
  readonly #pairs: BytePairs;
  readonly #rankOf: RankOf;
  readonly #known = new Map<string, readonly number[]>();

  constructor(pairs: BytePairs) {
    this.#pairs = pairs;
    this.#rankOf = ranksByOrder(pairs.merges);
  }

  encode(word: string): readonly number[] {
    const known = this.#known.get(word);
    if (known !== undefined) return known;
    const { vocabulary, unknown } = this.#pairs;
    const ids = this.#symbols(word).map((symbol) => vocabulary.get(symbol) ?? unknown);
    if (word.length <= LONGEST_KEPT) this.#keep(word, ids);
    return ids;
  }

  sizes(word: string): readonly number[] {
    const sizes = this.#symbols(word).map((symbol) => symbol.length);
    sizes.push(sizes.pop()! - this.#pairs.endOfWord.length);
    return sizes;
  }

  #symbols(word: string): string[] {
    const symbols = symbolsOf(word);
    symbols.push(symbols.pop()! + this.#pairs.endOfWord);
    return mergeSymbols(symbols, this.#rankOf);
  }

  #keep(word: string, ids: readonly number[]): void {
    if (this.#known.size >= WORDS_KEPT) this.#known.clear();
    this.#known.set(word, ids);
  }
}
