/** @file Turns prompts into the ids a CLIP text encoder reads. */
import { join } from 'node:path';
import { Failure } from '../../protocol/failure.ts';
import { fileExists } from '../models/json-file.ts';
import { AddedTokens } from './added-tokens.ts';
import { type AlignedText, alignedWithItself } from './aligned-text.ts';
import { BytePairEncoder } from './byte-pair-encoder.ts';
import type { ChunkRule } from './chunks.ts';
import { spansInWord, type TokenSpan } from './token-spans.ts';
import { readTokenizerSpec, type TokenizerSpec } from './tokenizer-files.ts';

/** Opens no model: counting tokens costs no session. */
export interface Tokenizer extends ChunkRule {
  /** Length of a row, start and end counted. */
  readonly length: number;
  /** Start and end left out. */
  count(text: string): number;
  /** The text's own tokens: no start, no end, nothing cut off. */
  ids(text: string): number[];
  /** Where in the text each of them stands. Of a character that several tokens share, each has the whole. */
  spans(text: string): TokenSpan[];
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

/** A stretch of the text between tokens that are found as they were written. */
interface Stretch {
  /** Where it begins in the text. */
  readonly at: number;
  align(): AlignedText;
}

interface Word {
  readonly text: string;
  readonly ids: readonly number[];
  /** Where it begins in its stretch, once that is normalised. */
  readonly at: number;
  readonly stretch: Stretch;
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

  spans(text: string): TokenSpan[] {
    const known = new Map<Stretch, AlignedText>();
    return this.#words(text).flatMap((word) => {
      const { stretch, at } = word;
      const aligned = known.get(stretch) ?? stretch.align();
      known.set(stretch, aligned);
      return this.#spansInWord(word).map(({ start, end }) => ({
        start: stretch.at + aligned.startOf(at + start),
        end: stretch.at + aligned.endOf(at + end - 1),
      }));
    });
  }

  #spansInWord({ text, ids }: Word): TokenSpan[] {
    return ids.length === 1 ? [{ start: 0, end: text.length }] : spansInWord(text, this.#encoder.sizes(text));
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
  #words(text: string): Word[] {
    return this.#raw.split(text).flatMap(({ text: source, at, id }) => {
      if (id === undefined) return this.#wordsOf(source, at);
      return [{ text: source, ids: [id], at: 0, stretch: { at, align: () => alignedWithItself(source) } }];
    });
  }

  #wordsOf(source: string, begin: number): Word[] {
    const { normalizer, word } = this.#spec;
    const stretch = { at: begin, align: () => normalizer.align(source) };
    return this.#late.split(normalizer.normalize(source)).flatMap(({ text, at, id }) => {
      if (id !== undefined) return [{ text, ids: [id], at, stretch }];
      return Array.from(text.matchAll(word), ({ 0: found, index }) => {
        return { text: found, ids: this.#encoder.encode(found), at: at + index, stretch };
      });
    });
  }

  #tooLong(words: readonly Word[], count: number): Failure {
    const unread = wordsBeyond(words, this.limit).join(' ');
    return new Failure(
      'prompt-too-long',
      `The prompt has ${count} tokens and the model reads ${this.limit}; shorten it: “${unread}” would be cut off.`,
    );
  }
}

/** The words of which at least one token lies beyond the limit. */
function wordsBeyond(words: readonly Word[], limit: number): string[] {
  let end = 0;
  return words.flatMap((word) => {
    end += word.ids.length;
    return end > limit ? [word.text] : [];
  });
}
