/** @file Turns prompts into the ids a CLIP text encoder reads. */
import { join } from 'node:path';
import { Failure } from '../../protocol/failure.ts';
import { fileExists } from '../models/json-file.ts';
import { BytePairEncoder } from './byte-pair-encoder.ts';
import { type AddedToken, readTokenizerSpec, type TokenizerSpec } from './tokenizer-files.ts';

/** Opens no model: counting tokens costs no session. */
export interface Tokenizer {
  /** Tokens a prompt may have, start and end left out. */
  readonly limit: number;
  /** Length of a row, start and end counted. */
  readonly length: number;
  /** Start and end left out. */
  count(text: string): number;
  /**
   * A row: start, the text's tokens, end, padding.
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

interface Word {
  readonly text: string;
  readonly ids: readonly number[];
}

export class ClipTokenizer implements Tokenizer {
  readonly length: number;
  readonly limit: number;
  readonly #spec: TokenizerSpec;
  readonly #encoder: BytePairEncoder;

  constructor(spec: TokenizerSpec) {
    this.#spec = spec;
    this.#encoder = new BytePairEncoder(spec.pairs);
    this.length = spec.length;
    this.limit = spec.length - 2;
  }

  count(text: string): number {
    return this.ids(text).length;
  }

  /** The text's own tokens: no start, no end, nothing cut off. */
  ids(text: string): number[] {
    return this.#words(text).flatMap((word) => word.ids);
  }

  encode(text: string): TokenRow {
    const words = this.#words(text);
    const own = words.flatMap((word) => word.ids);
    if (own.length > this.limit) throw this.#tooLong(words, own.length);
    const ids = new Int32Array(this.length).fill(this.#spec.padding);
    ids.set([this.#spec.start, ...own, this.#spec.end]);
    return { ids, mask: new Int32Array(this.length).fill(1, 0, own.length + 2) };
  }

  /** Added tokens are found first, those marked so before the text is normalised. */
  #words(text: string): Word[] {
    const raw = this.#spec.added.filter((token) => !token.normalized);
    return splitAround(text, raw).flatMap((piece) =>
      typeof piece === 'string' ? this.#wordsOfPlain(piece) : [tokenWord(piece)],
    );
  }

  #wordsOfPlain(text: string): Word[] {
    const late = this.#spec.added.filter((token) => token.normalized);
    return splitAround(this.#spec.normalize(text), late).flatMap((piece) =>
      typeof piece === 'string' ? this.#encodeWords(piece) : [tokenWord(piece)],
    );
  }

  #encodeWords(text: string): Word[] {
    return (text.match(this.#spec.word) ?? []).map((word) => ({ text: word, ids: this.#encoder.encode(word) }));
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

function tokenWord(token: AddedToken): Word {
  return { text: token.content, ids: [token.id] };
}

/** The text between tokens, and the tokens; where two begin at one place, the longer is taken. */
function splitAround(text: string, tokens: readonly AddedToken[]): (string | AddedToken)[] {
  const pieces: (string | AddedToken)[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const token = longestAt(text, at, tokens);
    if (token === undefined) continue;
    pieces.push(text.slice(start, at), token);
    start = at + token.content.length;
    at = start - 1;
  }
  return [...pieces, text.slice(start)];
}

function longestAt(text: string, at: number, tokens: readonly AddedToken[]): AddedToken | undefined {
  const there = tokens.filter((token) => token.content !== '' && text.startsWith(token.content, at));
  return there.reduce<AddedToken | undefined>(
    (best, token) => (best === undefined || token.content.length > best.content.length ? token : best),
    undefined,
  );
}
