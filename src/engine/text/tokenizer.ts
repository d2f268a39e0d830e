/** @file Turns prompts into the ids that a model reads, as the model's own files say. */
import { Failure } from '../../protocol/failure.ts';
import type { ChunkRule } from './chunks.ts';
import type { WordModel } from './encoding/word-model.ts';
import { alignedWithItself } from './normalizing/aligned-text.ts';
import type { Normalizer } from './normalizing/text-normalizer.ts';
import { type AddedToken, AddedTokens } from './splitting/added-tokens.ts';
import type { WordSplitter } from './splitting/word-splitter.ts';
import { type Stretch, spansAt, type TokenizedText, type TokenizedWord } from './token-spans.ts';

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
  /** 1 for what is read: up to and with the end, and the padding where the model reads that too. */
  readonly mask: Int32Array;
}

export interface TokenizerSpec {
  readonly normalizer: Normalizer;
  readonly splitter: WordSplitter;
  readonly model: WordModel;
  /** Tokens that are found as a whole in a text. */
  readonly added: readonly AddedToken[];
  /** Around the tokens of a text. */
  readonly start: readonly number[];
  readonly end: readonly number[];
  readonly padding: number;
  /** Whether the model was trained to read the padding. */
  readonly readsPadding: boolean;
  /** Of a whole row, start and end counted. */
  readonly length: number;
  /** The token of a comma that stands alone; undefined when there is none. */
  readonly comma: number | undefined;
}

/** UTF-16 units of what is not read that a message quotes. */
const MOST_QUOTED = 120;

export class FileTokenizer implements Tokenizer {
  readonly length: number;
  readonly limit: number;
  readonly comma: number | undefined;
  readonly #spec: TokenizerSpec;
  readonly #raw: AddedTokens;
  readonly #late: AddedTokens;

  constructor(spec: TokenizerSpec) {
    this.#spec = spec;
    this.#raw = new AddedTokens(spec.added.filter((token) => !token.normalized));
    this.#late = new AddedTokens(spec.added.filter((token) => token.normalized));
    this.length = spec.length;
    this.limit = spec.length - spec.start.length - spec.end.length;
    this.comma = spec.comma;
  }

  count(text: string): number {
    return this.ids(text).length;
  }

  ids(text: string): number[] {
    return this.#words(text).flatMap((word) => word.ids);
  }

  tokenize(text: string): TokenizedText {
    const words = this.#words(text);
    const sizes = (word: string) => this.#spec.model.sizes(word);
    return { ids: words.flatMap((word) => word.ids), spansAt: (indices) => spansAt(words, indices, sizes) };
  }

  row(ids: readonly number[]): TokenRow {
    const { start, end, padding, readsPadding } = this.#spec;
    const read = [...start, ...ids, ...end];
    const row = new Int32Array(this.length).fill(padding);
    row.set(read);
    return { ids: row, mask: new Int32Array(this.length).fill(1, 0, readsPadding ? this.length : read.length) };
  }

  encode(text: string): TokenRow {
    const ids = this.ids(text);
    if (ids.length > this.limit) throw this.#tooLong(text, ids.length);
    return this.row(ids);
  }

  /** Added tokens are found first, those marked so before the text is normalised. */
  #words(text: string): TokenizedWord[] {
    return this.#raw.split(text).flatMap(({ text: source, at, id }) => {
      if (id === undefined) return this.#wordsOf(source, at);
      const stretch = { at, align: () => alignedWithItself(source) };
      return [{ text: source, ids: [id], at: 0, lead: 0, stretch }];
    });
  }

  #wordsOf(source: string, begin: number): TokenizedWord[] {
    const { normalizer, splitter, model } = this.#spec;
    const stretch: Stretch = { at: begin, align: () => normalizer.align(source) };
    return this.#late.split(normalizer.normalize(source)).flatMap(({ text, at, id }): TokenizedWord[] => {
      if (id !== undefined) return [{ text, ids: [id], at, lead: 0, stretch }];
      const words = splitter(text, begin === 0 && at === 0);
      return words.map((word) => ({ ...word, ids: model.encode(word.text), at: at + word.at, stretch }));
    });
  }

  #tooLong(text: string, count: number): Failure {
    const from = this.tokenize(text).spansAt([this.limit])[0]?.start ?? 0;
    const unread = text.slice(from).trim();
    const quoted = unread.length > MOST_QUOTED ? `${unread.slice(0, MOST_QUOTED)}…` : unread;
    return new Failure(
      'prompt-too-long',
      `The prompt has ${count} tokens and the model reads ${this.limit}; shorten it: “${quoted}” would be cut off.`,
    );
  }
}
