/**
 * @file The files that describe a CLIP tokenizer, in either of two forms: one `tokenizer.json`, or `vocab.json` with
 * `merges.txt`; beside them `tokenizer_config.json` and `special_tokens_map.json`.
 */
import { join } from 'node:path';
import { Failure } from '../../protocol/failure.ts';
import { fileExists, JsonObject, readJsonFile, readTextFile } from '../models/json-file.ts';
import type { AddedToken } from './added-tokens.ts';
import type { BytePairs } from './byte-pair-encoder.ts';
import { plainPattern } from './stranger-pattern.ts';
import {
  clipNormalizer,
  type Normalizer,
  type NormalizerStep,
  normalizerOf,
  unicodeSpaces,
} from './text-normalizer.ts';

export interface TokenizerSpec {
  readonly pairs: BytePairs;
  readonly normalizer: Normalizer;
  /** Finds the words of a normalised text; has the flags `g` and `u`. */
  readonly word: RegExp;
  /** Tokens that are found as a whole in a text. */
  readonly added: readonly AddedToken[];
  readonly start: number;
  readonly end: number;
  readonly padding: number;
  /** Of a whole row, start and end counted. */
  readonly length: number;
}

/** How CLIP splits words (openai/CLIP, clip/simple_tokenizer.py); digits stand alone. */
const CLIP_WORDS = "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";

const DEFAULT_LENGTH = 77;

/**
 * @param folder absolute path of the folder with the files
 * @throws Failure `model-missing`, `model-corrupt`, `model-unsupported`
 */
export async function readTokenizerSpec(folder: string): Promise<TokenizerSpec> {
  const config = await readIfThere(join(folder, 'tokenizer_config.json'));
  const special = await readIfThere(join(folder, 'special_tokens_map.json'));
  const named = (name: string) => tokenName(special, name) ?? tokenName(config, name);
  const base = (await fileExists(join(folder, 'tokenizer.json')))
    ? await readWhole(join(folder, 'tokenizer.json'))
    : await readVocabulary(folder, named);
  const id = (name: string, otherwise: string) => idOf(base, named(name) ?? otherwise, folder);
  const end = id('eos_token', '<|endoftext|>');
  return {
    ...base,
    pairs: { ...base.pairs, unknown: base.pairs.vocabulary.get(named('unk_token') ?? '') ?? end },
    start: id('bos_token', '<|startoftext|>'),
    end,
    padding: named('pad_token') === undefined ? end : id('pad_token', ''),
    length: contextLength(config),
  };
}

type BaseSpec = Pick<TokenizerSpec, 'normalizer' | 'word' | 'added'> & { readonly pairs: Omit<BytePairs, 'unknown'> };

/** Absent or absurdly large (transformers writes 10³⁰ for "no limit") means CLIP's own. */
function contextLength(config: JsonObject): number {
  const length = config.number('model_max_length', DEFAULT_LENGTH);
  return length >= 3 && length <= 4096 ? length : DEFAULT_LENGTH;
}

/** Written as a text or as an object with `content`. */
function tokenName(config: JsonObject, name: string): string | undefined {
  const value = config.value(name);
  if (typeof value === 'string') return value;
  return value === undefined || value === null ? undefined : config.object(name).string('content');
}

function idOf(base: BaseSpec, token: string, folder: string): number {
  const id = base.added.find((added) => added.content === token)?.id ?? base.pairs.vocabulary.get(token);
  if (id !== undefined) return id;
  throw new Failure('model-corrupt', `The tokenizer in ${folder} has no token \`${token}\`; download it again.`);
}

async function readWhole(path: string): Promise<BaseSpec> {
  const file = await readJsonFile(path);
  const model = file.object('model');
  const endOfWord = model.string('end_of_word_suffix', '');
  if (model.string('type', 'BPE') !== 'BPE' || endOfWord === '') {
    throw new Failure('model-unsupported', `${path} is not a CLIP tokenizer (byte-pair encoding with word ends).`);
  }
  return {
    pairs: { vocabulary: vocabularyOf(model.object('vocab')), merges: model.list('merges').map(mergeOf), endOfWord },
    // The file says what it says; a step of another shape fails by its `type`.
    normalizer: normalizerOf(file.value('normalizer') as NormalizerStep | null | undefined, path),
    word: wordPattern(file, path),
    added: file.objects('added_tokens').map((token) => ({
      id: token.number('id'),
      content: token.string('content'),
      normalized: token.boolean('normalized', false),
    })),
  };
}

/** The pattern of the `Split` step, CLIP's own when there is none. */
function wordPattern(file: JsonObject, path: string): RegExp {
  const splitter = file.value('pre_tokenizer') === null ? undefined : file.object('pre_tokenizer', {});
  const steps = splitter === undefined ? [] : [splitter, ...splitter.objects('pretokenizers', [])];
  const split = steps.find((step) => step.string('type', '') === 'Split');
  const pattern = plainPattern(split?.object('pattern').string('Regex') ?? CLIP_WORDS, path);
  return new RegExp(unicodeSpaces(pattern), 'gu');
}

async function readVocabulary(folder: string, named: (name: string) => string | undefined): Promise<BaseSpec> {
  const vocabulary = vocabularyOf(await readJsonFile(join(folder, 'vocab.json')));
  const lines = (await readTextFile(join(folder, 'merges.txt'))).split(/\r?\n/);
  const names = ['bos_token', 'eos_token', 'unk_token', 'pad_token'].map(named);
  const special = new Set(names.filter((name) => name !== undefined));
  return {
    pairs: { vocabulary, merges: lines.filter(isMerge).map(mergeOf), endOfWord: '</w>' },
    normalizer: clipNormalizer,
    word: new RegExp(unicodeSpaces(CLIP_WORDS), 'gu'),
    added: [...special].flatMap((content) => {
      const id = vocabulary.get(content);
      return id === undefined ? [] : [{ id, content, normalized: false }];
    }),
  };
}

function isMerge(line: string, index: number): boolean {
  return line !== '' && !(index === 0 && line.startsWith('#version'));
}

function vocabularyOf(entries: JsonObject): Map<string, number> {
  return new Map(entries.names().map((name) => [name, entries.number(name)]));
}

/** Written as `"l r"` or, in newer files, as `["l", "r"]`. */
function mergeOf(merge: unknown): readonly [string, string] {
  const [left, right] = Array.isArray(merge) ? merge : String(merge).split(' ');
  return [String(left), String(right)];
}

async function readIfThere(path: string): Promise<JsonObject> {
  return (await fileExists(path)) ? readJsonFile(path) : new JsonObject({}, path);
}
