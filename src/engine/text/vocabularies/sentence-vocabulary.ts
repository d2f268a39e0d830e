/**
 * @file The `tokenizer.json` of a tokenizer over characters, such as those made of SentencePiece's files, read as the
 * tokenizers library reads it.
 */
import { Failure } from '../../../protocol/failure.ts';
import type { JsonObject } from '../../files/json-file.ts';
import { byteTokensOf, characterPairModel } from '../encoding/character-pairs.ts';
import { ranksByOrder } from '../encoding/merge-symbols.ts';
import { UNKNOWN_PENALTY, type UnigramPiece, unigramModel } from '../encoding/unigram.ts';
import type { WordModel } from '../encoding/word-model.ts';
import { rewritingsOf } from '../normalizing/normalizer-steps.ts';
import { splitterOf } from '../splitting/word-splitter.ts';
import { templateOf } from './token-template.ts';
import { addedTokensOf, mergeOf, tokenIds } from './tokenizer-entries.ts';
import type { Vocabulary } from './vocabulary.ts';

interface Reading {
  readonly kind: 'unigram' | 'pairs';
  readonly model: WordModel;
  readonly ids: ReadonlyMap<string, number>;
}

/** @throws Failure `model-corrupt`, `model-unsupported` */
export function readSentenceVocabulary(file: JsonObject): Vocabulary {
  const { place } = file;
  const entry = file.object('model');
  const type = entry.string('type', entry.value('merges') === undefined ? 'unknown' : 'BPE');
  const read = Object.hasOwn(readers, type) ? readers[type] : undefined;
  if (read === undefined) {
    throw new Failure('model-unsupported', `${place} is a tokenizer of type \`${type}\`, which is not known here.`);
  }
  const { kind, model, ids } = read(entry);
  const added = addedTokensOf(file);
  const addedIds = new Map(added.map(({ content, id }) => [content, id]));
  const idOf = (token: string) => addedIds.get(token) ?? ids.get(token);
  return {
    kind,
    model,
    added,
    idOf,
    rewritings: isGiven(file, 'normalizer') ? rewritingsOf(file.object('normalizer')) : [],
    splitter: splitterOf(isGiven(file, 'pre_tokenizer') ? file.object('pre_tokenizer') : undefined),
    comma: ids.get(','),
    ...templateOf(file),
    padding: isGiven(file, 'padding') ? file.object('padding').number('pad_id') : undefined,
  };
}

function isGiven(file: JsonObject, entry: string): boolean {
  const value = file.value(entry);
  return value !== undefined && value !== null;
}

const readers: { readonly [type: string]: (model: JsonObject) => Reading } = { Unigram: readUnigram, BPE: readPairs };

function readUnigram(model: JsonObject): Reading {
  const pieces = new Map<string, UnigramPiece>();
  let least = Number.POSITIVE_INFINITY;
  for (const [id, entry] of model.list('vocab').entries()) {
    const [text, score] = pieceOf(entry, model.place);
    pieces.set(text, { id, score });
    least = Math.min(least, score);
  }
  const ids = new Map([...pieces].map(([text, { id }]) => [text, id]));
  return {
    kind: 'unigram',
    ids,
    model: unigramModel({
      pieces,
      unknown: model.number('unk_id', 0),
      fuses: true,
      byteToken: byteTokensOf(ids, model.boolean('byte_fallback', false)),
      unknownScore: least - UNKNOWN_PENALTY,
      round: (sum) => sum,
    }),
  };
}

function pieceOf(entry: unknown, place: string): readonly [string, number] {
  const [text, score]: unknown[] = Array.isArray(entry) ? entry : [];
  if (typeof text === 'string' && text !== '' && typeof score === 'number') return [text, score];
  throw new Failure(
    'model-corrupt',
    `In ${place} \`vocab\` is not a list of texts with their scores; download it again.`,
  );
}

function readPairs(model: JsonObject): Reading {
  const ids = tokenIds(model.object('vocab'));
  const unknown = ids.get(model.value('unk_token') === null ? '' : model.string('unk_token', ''));
  const byteToken = byteTokensOf(ids, model.boolean('byte_fallback', false));
  if (unknown === undefined && byteToken(0) === undefined) {
    const text = `${model.place} has no token for what it lacks; use a model with a tokenizer of CLIP, SigLIP or Gemma.`;
    throw new Failure('model-unsupported', text);
  }
  const rankOf = ranksByOrder(model.list('merges').map(mergeOf));
  const fallback = { unknown: unknown ?? 0, fuses: model.boolean('fuse_unk', false), byteToken };
  const keepsWords = model.boolean('ignore_merges', false);
  return { kind: 'pairs', ids, model: characterPairModel({ ...fallback, vocabulary: ids, rankOf, keepsWords }) };
}
