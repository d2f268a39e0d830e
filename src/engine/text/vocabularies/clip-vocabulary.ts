/** @file The vocabulary of a CLIP tokenizer, in either of two forms: `tokenizer.json`, or `vocab.json` with `merges.txt`. */
import { join } from 'node:path';
import { JsonObject, readJsonFile, readTextFile } from '../../files/json-file.ts';
import { BytePairEncoder, type BytePairs } from '../encoding/byte-pair-encoder.ts';
import { rewritingsOf } from '../normalizing/normalizer-steps.ts';
import { clipSteps } from '../normalizing/text-normalizer.ts';
import { plainPattern } from '../splitting/stranger-pattern.ts';
import { matchingWords } from '../splitting/word-splitter.ts';
import { addedTokensOf, mergeOf, tokenIds } from './tokenizer-entries.ts';
import type { NamedTokens, Vocabulary } from './vocabulary.ts';

/** How CLIP splits words (openai/CLIP, clip/simple_tokenizer.py); digits stand alone. */
const CLIP_WORDS = "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";

const END = '<|endoftext|>';

/** @throws Failure `model-corrupt`, `model-unsupported` */
export function readClipVocabulary(file: JsonObject, named: NamedTokens): Vocabulary {
  const model = file.object('model');
  const pairs = {
    vocabulary: tokenIds(model.object('vocab')),
    merges: model.list('merges').map(mergeOf),
    endOfWord: model.string('end_of_word_suffix'),
  };
  const normalizer = file.value('normalizer') ?? undefined;
  return {
    ...vocabularyOf(pairs, addedTokensOf(file), named),
    rewritings: normalizer === undefined ? [] : rewritingsOf(file.object('normalizer')),
    splitter: matchingWords(wordPattern(file)),
  };
}

/** @throws Failure `model-missing`, `model-corrupt` */
export async function readClipFiles(folder: string, named: NamedTokens): Promise<Vocabulary> {
  const vocabulary = tokenIds(await readJsonFile(join(folder, 'vocab.json')));
  const lines = (await readTextFile(join(folder, 'merges.txt'))).split(/\r?\n/);
  const names = ['bos_token', 'eos_token', 'unk_token', 'pad_token'].map(named);
  const special = new Set(names.filter((name) => name !== undefined));
  const added = [...special].flatMap((content) => {
    const id = vocabulary.get(content);
    return id === undefined ? [] : [{ id, content, normalized: false }];
  });
  const pairs = { vocabulary, merges: lines.filter(isMerge).map(mergeOf), endOfWord: '</w>' };
  return {
    ...vocabularyOf(pairs, added, named),
    rewritings: rewritingsOf(new JsonObject(clipSteps, folder)),
    splitter: matchingWords(new RegExp(plainPattern(CLIP_WORDS, folder), 'gu')),
  };
}

function vocabularyOf(pairs: Omit<BytePairs, 'unknown'>, added: Vocabulary['added'], named: NamedTokens) {
  const { vocabulary, endOfWord } = pairs;
  const addedIds = new Map(added.map(({ content, id }) => [content, id]));
  const idOf = (token: string) => addedIds.get(token) ?? vocabulary.get(token);
  const unknown = vocabulary.get(named('unk_token') ?? '') ?? idOf(named('eos_token') ?? END) ?? 0;
  return {
    kind: 'clip' as const,
    added,
    idOf,
    model: new BytePairEncoder({ ...pairs, unknown }),
    comma: vocabulary.get(`,${endOfWord}`),
    start: undefined,
    end: undefined,
    padding: undefined,
  };
}

/** The pattern of the `Split` step, CLIP's own when there is none. */
function wordPattern(file: JsonObject): RegExp {
  const splitter = file.value('pre_tokenizer') === null ? undefined : file.object('pre_tokenizer', {});
  const steps = splitter === undefined ? [] : [splitter, ...splitter.objects('pretokenizers', [])];
  const split = steps.find((step) => step.string('type', '') === 'Split');
  const pattern = split?.object('pattern').string('Regex') ?? CLIP_WORDS;
  return new RegExp(plainPattern(pattern, file.place), 'gu');
}

function isMerge(line: string, index: number): boolean {
  return line !== '' && !(index === 0 && line.startsWith('#version'));
}
