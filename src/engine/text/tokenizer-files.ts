/**
 * @file The files that describe a tokenizer: its vocabulary (`tokenizer.json`, SentencePiece's `spiece.model`, or
 * `vocab.json` with `merges.txt`), and beside it `tokenizer_config.json` and `special_tokens_map.json`.
 */
import { join } from 'node:path';
import { Failure } from '../../protocol/failure.ts';
import { fileExists, JsonObject, readJsonFile, readJsonIfThere } from '../files/json-file.ts';
import { rewritingsOf } from './normalizing/normalizer-steps.ts';
import { normalizerBy } from './normalizing/text-normalizer.ts';
import { cleaningSteps, type TextUse } from './text-use.ts';
import type { TokenizerSpec } from './tokenizer.ts';
import { readClipFiles, readClipVocabulary } from './vocabularies/clip-vocabulary.ts';
import { readSentencePieces } from './vocabularies/sentence-piece-vocabulary.ts';
import { readSentenceVocabulary } from './vocabularies/sentence-vocabulary.ts';
import { tokenName } from './vocabularies/tokenizer-entries.ts';
import type { NamedTokens, Vocabulary } from './vocabularies/vocabulary.ts';

/** The likeliest first; each alone is a vocabulary. */
export const vocabularyFiles = ['tokenizer.json', 'spiece.model', 'tokenizer.model', 'vocab.json'] as const;

const DEFAULT_LENGTH = 77;

/**
 * @param folder absolute path of the folder with the files
 * @throws Failure `model-missing`, `model-corrupt`, `model-unsupported`
 */
export async function readTokenizerSpec(folder: string, use: TextUse): Promise<TokenizerSpec> {
  const config = await readJsonIfThere(join(folder, 'tokenizer_config.json'));
  const special = await readJsonIfThere(join(folder, 'special_tokens_map.json'));
  const named = (role: string) => tokenName(special, role) ?? tokenName(config, role);
  const vocabulary = await readVocabulary(folder, named);
  const id = (role: string, otherwise?: string) => idOf(vocabulary, named(role) ?? otherwise, folder);
  const { start, end } = around(vocabulary, config, id);
  const { model, splitter, added, comma } = vocabulary;
  return {
    model,
    splitter,
    added,
    comma,
    start,
    end,
    normalizer: normalizerBy([...cleaning(vocabulary, use, config), ...vocabulary.rewritings]),
    padding: use.padding ?? paddingOf(vocabulary, use, named, id) ?? end.at(-1) ?? 0,
    readsPadding: use.readsPadding,
    length: contextLength(config, use),
  };
}

async function readVocabulary(folder: string, named: NamedTokens): Promise<Vocabulary> {
  const there = await Promise.all(vocabularyFiles.map((name) => fileExists(join(folder, name))));
  const name = vocabularyFiles.find((_, i) => there[i]) ?? 'vocab.json';
  const path = join(folder, name);
  if (name === 'vocab.json') return readClipFiles(folder, named);
  if (name !== 'tokenizer.json') return readSentencePieces(path);
  const file = await readJsonFile(path);
  const suffix = file.object('model').value('end_of_word_suffix');
  const isClip = typeof suffix === 'string' && suffix !== '';
  return isClip ? readClipVocabulary(file, named) : readSentenceVocabulary(file);
}

type RoleId = (role: string, otherwise?: string) => number | undefined;

/** Undefined for a role that no token has. */
function idOf(vocabulary: Vocabulary, token: string | undefined, folder: string): number | undefined {
  const id = token === undefined ? undefined : vocabulary.idOf(token);
  if (id !== undefined || token === undefined) return id;
  throw new Failure('model-corrupt', `The tokenizer in ${folder} has no token \`${token}\`; download it again.`);
}

/**
 * What stands around a text. Where the configuration has both switches, transformers goes by them and not by the
 * vocabulary's file.
 */
function around(vocabulary: Vocabulary, config: JsonObject, id: RoleId): Pick<TokenizerSpec, 'start' | 'end'> {
  if (vocabulary.kind === 'clip') {
    return { start: present(id('bos_token', '<|startoftext|>')), end: present(id('eos_token', '<|endoftext|>')) };
  }
  const [starts, ends] = [config.value('add_bos_token'), config.value('add_eos_token')];
  const isSwitched = typeof starts === 'boolean' && typeof ends === 'boolean';
  if (!isSwitched && vocabulary.end !== undefined) return { start: vocabulary.start ?? [], end: vocabulary.end };
  return {
    start: starts === true ? present(id('bos_token')) : [],
    end: ends === false ? [] : present(id('eos_token') ?? vocabulary.end?.at(-1)),
  };
}

function present(id: number | undefined): number[] {
  return id === undefined ? [] : [id];
}

/** SigLIP pads with its end token, whatever its vocabulary has for that. */
function paddingOf(vocabulary: Vocabulary, use: TextUse, named: NamedTokens, id: RoleId): number | undefined {
  if (named('pad_token') !== undefined) return id('pad_token');
  return use.readsPadding && vocabulary.kind === 'unigram' ? undefined : vocabulary.padding;
}

function cleaning({ kind }: Vocabulary, use: TextUse, config: JsonObject) {
  const steps = (name: keyof typeof cleaningSteps) => rewritingsOf(new JsonObject(cleaningSteps[name], config.place));
  if (use.cleaning !== 'trained') return steps(use.cleaning);
  const trained = kind === 'unigram' ? 'bare' : 'lower';
  const lowers = config.boolean('do_lower_case', true);
  return steps(lowers ? trained : 'none');
}

/** Absent or absurdly large (transformers writes 10³⁰ for "no limit") means the model's own. */
function contextLength(config: JsonObject, { length }: TextUse): number {
  const written = config.number('model_max_length', Number.POSITIVE_INFINITY);
  const isSane = written >= 3 && written <= 4096;
  if (!isSane) return length ?? DEFAULT_LENGTH;
  return Math.min(written, length ?? written);
}
