/** @file A vocabulary of SentencePiece, read as the SentencePiece library reads it. */

import { byteTokensOf, characterPairModel } from '../encoding/character-pairs.ts';
import type { RankOf } from '../encoding/merge-symbols.ts';
import { type Fallback, utf8Length } from '../encoding/tokens-of-word.ts';
import { UNKNOWN_PENALTY, unigramModel } from '../encoding/unigram.ts';
import type { WordModel } from '../encoding/word-model.ts';
import { eachPiece, type Rewriting } from '../normalizing/aligned-text.ts';
import { characterMapOf, rewriteByCharacters } from '../normalizing/character-map.ts';
import { prepending, stripping } from '../normalizing/normalizer-steps.ts';
import type { AddedToken } from '../splitting/added-tokens.ts';
import { readSentencePieceFile, type SentencePiece, type SentencePieceFile } from './sentence-piece-file.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What stands for a space. */
const MARK = '▁';

/**
 * @param path absolute
 * @throws Failure `model-corrupt`, `model-unsupported`
 */
export function readSentencePieces(path: string): Vocabulary {
  const file = readSentencePieceFile(path);
  const { pieces } = file;
  const ids = new Map(pieces.map(({ text }, id) => [text, id]));
  const isFrozen = file.kind === 'pairs';
  return {
    kind: file.kind,
    rewritings: rewritingsOfFile(file, path),
    // A piece may hold spaces, so a text is one word.
    splitter: (text) => (text === '' ? [] : [{ text, at: 0, lead: 0 }]),
    model: models[file.kind](file, ids),
    added: pieces.flatMap(({ text, kind }, id): AddedToken[] => {
      if (kind === 'control') return [{ id, content: text, normalized: false }];
      return kind === 'user' && isFrozen ? [{ id, content: text, normalized: true }] : [];
    }),
    comma: ids.get(','),
    start: undefined,
    end: file.end === undefined ? undefined : [file.end],
    padding: file.padding,
    idOf: (token) => ids.get(token),
  };
}

/** normalizer.cc, `Normalizer::Normalize`. */
function rewritingsOfFile(file: SentencePieceFile, path: string): Rewriting[] {
  const { characterMap, removesExtraSpaces, marksSpaces, addsPrefix } = file;
  const mark = marksSpaces ? MARK : ' ';
  return [
    ...(characterMap.length > 0 ? [rewriteByCharacters(characterMapOf(characterMap, path))] : []),
    ...(removesExtraSpaces
      ? [eachPiece(/ +|[\s\S]/gu, (text) => text.replace(/ +/g, ' ')), stripping(true, false, / /)]
      : []),
    ...(addsPrefix ? [prepending(mark)] : []),
    ...(marksSpaces ? [eachPiece(/./gsu, (text) => text.replaceAll(' ', MARK))] : []),
    ...(removesExtraSpaces ? [stripping(false, true, new RegExp(mark))] : []),
  ];
}

type Ids = ReadonlyMap<string, number>;

const models: { readonly [K in SentencePieceFile['kind']]: (file: SentencePieceFile, ids: Ids) => WordModel } = {
  unigram: (file, ids) => {
    const scores = file.pieces.filter(({ kind }) => kind === 'normal').map(({ score }) => score);
    const [least, most] = scores.reduce(
      ([low, high], score) => [Math.min(low, score), Math.max(high, score)],
      [0, -1e9],
    );
    const found = file.pieces.flatMap((piece, id) => {
      const score = scoreOf(piece, most);
      return score === undefined ? [] : [[piece.text, { id, score }] as const];
    });
    return unigramModel({
      ...fallbackOf(file, ids),
      pieces: new Map(found),
      unknownScore: least - UNKNOWN_PENALTY,
      round: Math.fround,
    });
  },
  pairs: (file, ids) => {
    const found = new Map(
      file.pieces.flatMap(({ text, kind }, id) => (kind === 'normal' ? [[text, id] as const] : [])),
    );
    const fallback = fallbackOf(file, ids);
    return characterPairModel({ ...fallback, vocabulary: found, rankOf: ranksByScore(file.pieces), keepsWords: false });
  },
};

/** What an author of a vocabulary put in wins over what was learned: unigram_model.cc, `EncodeOptimized`. */
function scoreOf({ text, score, kind }: SentencePiece, most: number): number | undefined {
  if (kind === 'user') return utf8Length(text) * most - 0.1;
  return kind === 'normal' ? score : undefined;
}

function fallbackOf({ unknown, spellsBytes }: SentencePieceFile, ids: Ids): Fallback {
  return { unknown, fuses: true, byteToken: byteTokensOf(ids, spellsBytes) };
}

/** The pair whose joined piece is the likeliest comes first. */
function ranksByScore(pieces: readonly SentencePiece[]): RankOf {
  const normal = pieces.filter(({ kind }) => kind === 'normal');
  const scores = [...new Set(normal.map(({ score }) => score))].sort((a, b) => b - a);
  const places = new Map(scores.map((score, place) => [score, place]));
  const ranks = new Map(normal.map(({ text, score }) => [text, places.get(score)!]));
  return (left, right) => ranks.get(left + right);
}
