/**
 * @file Learned tokens (textual inversion, Gal et al. 2022) as diffusers and AUTOMATIC1111's web UI save them: a word of
 * one's own, and the vectors that a text encoder reads in its place.
 */
import { basename, extname } from 'node:path';
import { Failure } from '../../../protocol/failure.ts';
import { SafetensorsFile, type SavedTensor } from './safetensors.ts';

export interface LearnedToken {
  /** The word that prompts say; compared without regard to case. */
  readonly name: string;
  /** For each text encoder of the model, its vectors; every encoder has equally many. */
  readonly vectors: readonly (readonly Float32Array[])[];
}

/** More vectors than a chunk of a prompt has tokens were never meant to be words. */
const MOST_VECTORS = 75;

/** Words of a file; those that people share teach one, collections some dozens. */
const MOST_TOKENS = 256;

/**
 * @param path absolute
 * @param encoders how many text encoders the model has: one, or SDXL's two
 * @throws Failure `model-missing`, `model-corrupt`; `model-unsupported` naming what the file holds instead
 */
export async function readLearnedTokens(path: string, encoders: number): Promise<readonly LearnedToken[]> {
  if (extname(path).toLowerCase() !== '.safetensors') throw unsafe(path);
  const file = await SafetensorsFile.open(path);
  if (file.names.some((name) => /lora|lokr|loha|hada_|\.alpha$/i.test(name))) throw lora(path);
  const own = stem(path);
  if (file.names.includes('clip_l') && file.names.includes('clip_g')) {
    const [first, second] = [await rowsOf(file, 'clip_l', path), await rowsOf(file, 'clip_g', path)];
    return [tokenFor(encoders, own, [first, second], path)];
  }
  const names = file.names.includes('emb_params') ? ['emb_params'] : file.names;
  if (names.length > MOST_TOKENS || names.some((name) => name.trim() === '')) throw noTokens(path);
  const tokens: LearnedToken[] = [];
  // One after the other: a file may tell of the same numbers many times over.
  for (const name of names) {
    const rows = await rowsOf(file, name, path);
    tokens.push(tokenFor(encoders, name === 'emb_params' ? own : name, [rows], path));
  }
  return tokens;
}

function tokenFor(
  encoders: number,
  name: string,
  vectors: readonly (readonly Float32Array[])[],
  path: string,
): LearnedToken {
  const [first] = vectors;
  if (vectors.length === encoders && vectors.every((rows) => rows.length === first?.length)) return { name, vectors };
  const other = encoders === 1 ? 'SDXL, which has two text encoders' : 'a model with one text encoder';
  throw new Failure(
    'model-unsupported',
    `The token \`${name}\` in ${path} was learned for ${other}; leave it out of \`adapter\`, or draw with such a model.`,
  );
}

/** A tensor of one vector, or of several. */
async function rowsOf(file: SafetensorsFile, name: string, path: string): Promise<readonly Float32Array[]> {
  const tensor = await file.tensor(name);
  const rows = tensor && splitRows(tensor);
  if (rows !== undefined && rows.length >= 1 && rows.length <= MOST_VECTORS) return rows;
  throw new Failure(
    'model-unsupported',
    `${path} holds no learned tokens: \`${name}\` is not one vector or a few; name a file of textual inversion.`,
  );
}

function splitRows({ dims, data }: SavedTensor): readonly Float32Array[] | undefined {
  const width = dims.at(-1) ?? 0;
  if (dims.length < 1 || dims.length > 2 || width === 0) return undefined;
  return Array.from({ length: data.length / width }, (_, row) => data.subarray(row * width, (row + 1) * width));
}

function noTokens(path: string): Failure {
  const text = `${path} holds no learned tokens: it names more tensors than words, or one without a name; name a file of textual inversion.`;
  return new Failure('model-unsupported', text);
}

function stem(path: string): string {
  return basename(path, extname(path));
}

function unsafe(path: string): Failure {
  return new Failure(
    'model-unsupported',
    `${path} is no \`.safetensors\` file; others, such as \`.pt\` and \`.bin\`, can hold code and are not opened: convert it.`,
  );
}

function lora(path: string): Failure {
  return new Failure(
    'model-unsupported',
    `${path} changes a model's weights (LoRA), which cannot be laid over an exported graph; merge it into the model before the export.`,
  );
}
