/**
 * @file The likeliest segmentation of a word (Kudo 2018, "Subword Regularization", section 3.2), found by the Viterbi
 * algorithm as SentencePiece does: https://github.com/google/sentencepiece/blob/master/src/unigram_model.cc
 */
import { Failure } from '../../../protocol/failure.ts';
import {
  type Fallback,
  fallbackTokens,
  fuseUnknown,
  rememberingModel,
  utf8Length,
  type WordToken,
} from './tokens-of-word.ts';
import type { WordModel } from './word-model.ts';

export interface UnigramPiece {
  readonly id: number;
  /** Logarithm of its probability. */
  readonly score: number;
}

export interface UnigramVocabulary extends Fallback {
  readonly pieces: ReadonlyMap<string, UnigramPiece>;
  /** Of a character without a piece. */
  readonly unknownScore: number;
  /** To what scores are summed: SentencePiece has 32-bit floats, which decide between equals. */
  readonly round: (sum: number) => number;
}

/** Below the least likely piece; SentencePiece's `kUnkPenalty`. */
export const UNKNOWN_PENALTY = 10;

/** UTF-16 units; at every place of a text pieces of each length are looked up. */
const LONGEST_PIECE = 512;

/** @throws Failure `model-unsupported` of pieces so long that each prompt would take long */
export function unigramModel(vocabulary: UnigramVocabulary): WordModel {
  for (const piece of vocabulary.pieces.keys()) if (piece.length > LONGEST_PIECE) throw tooLong(piece);
  const lengths = lengthsByFirst(vocabulary.pieces.keys());
  return rememberingModel((word) => fuseUnknown(likeliestTokens(word, vocabulary, lengths), vocabulary));
}

function tooLong(piece: string): Failure {
  const text = `The model's tokenizer has a piece of ${piece.length} characters, longer than are read here; use another model.`;
  return new Failure('model-unsupported', text);
}

/** The best way to a place in a word. */
interface Arrival {
  readonly score: number;
  readonly from: number;
  /** Undefined for a character without a piece. */
  readonly piece: UnigramPiece | undefined;
}

/** Lengths of the pieces that begin with a UTF-16 unit, ascending: no others need to be looked up. */
type LengthsByFirst = ReadonlyMap<string, readonly number[]>;

function lengthsByFirst(pieces: Iterable<string>): LengthsByFirst {
  const found = new Map<string, Set<number>>();
  for (const piece of pieces) {
    const lengths = found.get(piece[0]!) ?? new Set();
    found.set(piece[0]!, lengths.add(piece.length));
  }
  return new Map([...found].map(([first, lengths]) => [first, [...lengths].sort((a, b) => a - b)]));
}

function likeliestTokens(word: string, vocabulary: UnigramVocabulary, lengths: LengthsByFirst): readonly WordToken[] {
  const best: (Arrival | undefined)[] = new Array(word.length + 1);
  const arrive = (at: number, from: number, score: number, piece: UnigramPiece | undefined) => {
    const known = best[at];
    if (known === undefined || score > known.score) best[at] = { score, from, piece };
  };
  for (let at = 0; at < word.length; at += characterAt(word, at).length) {
    const score = best[at]?.score ?? 0;
    const single = characterAt(word, at).length;
    let hasSingle = false;
    for (const length of lengths.get(word[at]!) ?? []) {
      const piece = vocabulary.pieces.get(word.slice(at, at + length));
      if (piece === undefined || at + length > word.length) continue;
      arrive(at + length, at, vocabulary.round(score + piece.score), piece);
      hasSingle ||= length === single;
    }
    if (!hasSingle) arrive(at + single, at, vocabulary.round(score + vocabulary.unknownScore), undefined);
  }
  return backwards(word, best).flatMap(({ text, piece }) =>
    piece ? [{ id: piece.id, size: utf8Length(text) }] : fallbackTokens(text, vocabulary),
  );
}

function characterAt(word: string, at: number): string {
  return String.fromCodePoint(word.codePointAt(at)!);
}

function backwards(word: string, best: readonly (Arrival | undefined)[]) {
  const path: { readonly text: string; readonly piece: UnigramPiece | undefined }[] = [];
  for (let at = word.length; at > 0; ) {
    const { from, piece } = best[at]!; // Every place on the way was arrived at.
    path.push({ text: word.slice(from, at), piece });
    at = from;
  }
  return path.reverse();
}
