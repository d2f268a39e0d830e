/** @file Turns prompts into the ids a CLIP text encoder reads. */
import { join } from 'node:path';
import { Failure } from '../../protocol/failure.ts';
import { fileExists } from '../models/json-file.ts';
import { AddedTokens } from './added-tokens.ts';
import { alignedWithItself } from './aligned-text.ts';
import { BytePairEncoder } from './byte-pair-encoder.ts';
import type { ChunkRule } from './chunks.ts';
import { spansAt, type TokenizedText, type TokenizedWord } from './token-spans.ts';
import { readTokenizerSpec, type TokenizerSpec } from './tokenizer-files.ts';

/** Opens no model: counting tokens costs no session. */
export interface Tokenizer extends ChunkRule {
  /** Length of a row, start and end counted. */
  readonly length: number;
  /** Start and end left out. */
  count(text: string): number;
  /** The text's own tokens: no start, no end, nothing cut off. */
  ids(text: string): number[];
  /** As `ids`, and can say where they stand. */
  tokenize(text: string): TokenizedText;
  /** A row: start, the tokens, of which there are at most `limit`, end, padding. */
  row(ids: readonly number[]): TokenRow;
  /**
   * The row of a text.
   * @throws Failure `prompt-too-long` saying which words the model would not read
   */
  encode(text: string): TokenRow;
}

export interface TokenRow {
  readonly ids: Int32Array;
  /** 1 up to and with the end token, 0 on the padding. */
  readonly mask: Int32Array;
}

/**
 * @param folder absolute path of a model's folder, or of its tokenizer's: one with `tokenizer.json`, or with
 * `vocab.json` and `merges.txt`
 * @throws Failure `model-missing`, `model-corrupt`, `model-unsupported`
 */
export async function loadTokenizer(folder: string): Promise<ClipTokenizer> {
  const inside = join(folder, 'tokenizer');
  return new ClipTokenizer(await readTokenizerSpec((await fileExists(inside)) ? inside : folder));
}

export class ClipTokenizer implements Tokenizer {
  readonly length: number;
  readonly limit: number;
  readonly comma: number | undefined;
  readonly #spec: TokenizerSpec;
  readonly #encoder: BytePairEncoder;
  readonly #raw: AddedTokens;
  readonly #late: AddedTokens;

  constructor(spec: TokenizerSpec) {
    this.#spec = spec;
    this.#encoder = new BytePairEncoder(spec.pairs);
    this.#raw = new AddedTokens(spec.added.filter((token) => !token.normalized));
    this.#late = new AddedTokens(spec.added.filter((token) => token.normalized));
    this.length = spec.length;
    this.limit = spec.length - 2;
    this.comma = spec.pairs.vocabulary.get(`,${spec.pairs.endOfWord}`);
  }

  count(text: string): number {
    return this.ids(text).length;
  }

  ids(text: string): number[] {
    return this.#words(text).flatMap((word) => word.ids);
  }

  tokenize(text: string): TokenizedText {
    const words = this.#words(text);
    const sizes = (word: string) => this.#encoder.sizes(word);
    return { ids: words.flatMap((word) => word.ids), spansAt: (indices) => spansAt(words, indices, sizes) };
  }

  row(ids: readonly number[]): TokenRow {
    const row = new Int32Array(this.length).fill(this.#spec.padding);
    row.set([this.#spec.start, ...ids, this.#spec.end]);
    return { ids: row, mask: new Int32Array(this.length).fill(1, 0, ids.length + 2) };
  }

  encode(text: string): TokenRow {
    const words = this.#words(text);
    const own = words.flatMap((word) => word.ids);
    if (own.length > this.limit) throw this.#tooLong(words, own.length);
    return this.row(own);
  }

  /** Added tokens are found first, those marked so before the text is normalised. */
  #words(text: string): TokenizedWord[] {
    return this.#raw.split(text).flatMap(({ text: source, at, id }) => {
      if (id === undefined) return this.#wordsOf(source, at);
      return [{ text: source, ids: [id], at: 0, stretch: { at, align: () => alignedWithItself(source) } }];
    });
  }

  #wordsOf(source: string, begin: number): TokenizedWord[] {
    const { normalizer, word } = this.#spec;
    const stretch = { at: begin, align: () => normalizer.align(source) };
    return this.#late.split(normalizer.normalize(source)).flatMap(({ text, at, id }) => {
      if (id !== undefined) return [{ text, ids: [id], at, stretch }];
      return Array.from(text.matchAll(word), ({ 0: found, index }) => {
        return { text: found, ids: this.#encoder.encode(found), at: at + index, stretch };
      });
    });
  }

  #tooLong(words: readonly TokenizedWord[], count: number): Failure {
    const unread = wordsBeyond(words, this.limit).join(' ');
    return new Failure(
      'prompt-too-long',
      `The prompt has ${count} tokens and the model reads ${this.limit}; shorten it: “${unread}” would be cut off.`,
    );
  }
}

/** The words of which at least one token lies beyond the limit. */
function wordsBeyond(words: readonly TokenizedWord[], limit: number): string[] {
  let end = 0;
  return words.flatMap((word) => {
    end += word.ids.length;
    return end > limit ? [word.text] : [];
  });
}
