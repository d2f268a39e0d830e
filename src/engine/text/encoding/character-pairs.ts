/**
 * @file Byte-pair encoding over characters, as SentencePiece learns it: what the vocabulary lacks is spelt in bytes.
 * (CLIP's own goes over bytes from the start: byte-pair-encoder.ts.)
 */
import { mergeSymbols, type RankOf } from './merge-symbols.ts';
import {
  byteTokenName,
  type Fallback,
  fallbackTokens,
  fuseUnknown,
  rememberingModel,
  utf8Length,
} from './tokens-of-word.ts';
import type { WordModel } from './word-model.ts';

export interface CharacterPairs extends Fallback {
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly rankOf: RankOf;
  /** Whether a word that is a token stays whole, whatever its merges. */
  readonly keepsWords: boolean;
}

export function characterPairModel(pairs: CharacterPairs): WordModel {
  const { vocabulary, rankOf, keepsWords } = pairs;
  const tokensOf = (word: string) => {
    const whole = keepsWords ? vocabulary.get(word) : undefined;
    if (whole !== undefined) return [{ id: whole, size: utf8Length(word) }];
    const symbols = mergeSymbols(Array.from(word), rankOf);
    const tokens = symbols.flatMap((symbol) => {
      const id = vocabulary.get(symbol);
      return id === undefined ? Array.from(symbol).flatMap(fallback) : [{ id, size: utf8Length(symbol) }];
    });
    return fuseUnknown(tokens, pairs);
  };
  const fallback = (character: string) => fallbackTokens(character, pairs);
  return rememberingModel(tokensOf);
}

/** Looks bytes up under SentencePiece's names for them. */
export function byteTokensOf(vocabulary: ReadonlyMap<string, number>, hasBytes: boolean): Fallback['byteToken'] {
  return (byte) => (hasBytes ? vocabulary.get(byteTokenName(byte)) : undefined);
}
