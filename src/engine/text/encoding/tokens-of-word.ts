/** @file How words become tokens where the vocabulary is of characters: SentencePiece's, and those made of its files. */
import { RecentMap } from '../../recent-map.ts';
import type { WordModel } from './word-model.ts';

/** A token, and how many UTF-8 bytes of the word it stands for. */
export interface WordToken {
  readonly id: number;
  readonly size: number;
}

/** Words kept with their tokens; prompts have few different ones. */
const WORDS_KEPT = 20_000;

/** UTF-16 units; longer texts would fill the memory. */
const LONGEST_KEPT = 256;

export function rememberingModel(tokensOf: (word: string) => readonly WordToken[]): WordModel {
  const known = new RecentMap<string, readonly WordToken[]>(WORDS_KEPT);
  const tokens = (word: string) => {
    const found = known.get(word) ?? tokensOf(word);
    if (word.length <= LONGEST_KEPT) known.set(word, found);
    return found;
  };
  return {
    encode: (word) => tokens(word).map(({ id }) => id),
    sizes: (word) => tokens(word).map(({ size }) => size),
  };
}

/** What stands for text that the vocabulary lacks. */
export interface Fallback {
  readonly unknown: number;
  /** Whether neighbours without a token share one. */
  readonly fuses: boolean;
  /** The token of a byte; undefined where the vocabulary has none for bytes. */
  byteToken(byte: number): number | undefined;
}

const encoder = new TextEncoder();

/** The tokens of one character that the vocabulary lacks. */
export function fallbackTokens(character: string, { unknown, byteToken }: Fallback): readonly WordToken[] {
  const bytes = encoder.encode(character);
  const ids = Array.from(bytes, byteToken).filter((id) => id !== undefined);
  if (ids.length === bytes.length) return ids.map((id) => ({ id, size: 1 }));
  return [{ id: unknown, size: bytes.length }];
}

export function fuseUnknown(tokens: readonly WordToken[], { unknown, fuses }: Fallback): readonly WordToken[] {
  if (!fuses) return tokens;
  const fused: WordToken[] = [];
  for (const token of tokens) {
    const last = token.id === unknown && fused.at(-1)?.id === unknown ? fused.pop() : undefined;
    fused.push(last ? { id: unknown, size: last.size + token.size } : token);
  }
  return fused;
}

/** SentencePiece writes a byte as `<0x0A>`. */
export function byteTokenName(byte: number): string {
  return `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`;
}

export function utf8Length(text: string): number {
  return encoder.encode(text).length;
}
