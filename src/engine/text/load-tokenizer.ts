/** @file Finds a model's tokenizer by the places where exporters put it. */
import { join } from 'node:path';
import { Failure } from '../../protocol/failure.ts';
import { fileExists } from '../files/json-file.ts';
import { readTextUse } from './text-use.ts';
import { FileTokenizer } from './tokenizer.ts';
import { readTokenizerSpec, vocabularyFiles } from './tokenizer-files.ts';

/** diffusers, immich, transformers and transformers.js, sentence-transformers. */
const places = ['tokenizer', 'textual', '.', 'text_model', '0_CLIPModel'];

/** Tokens; no text encoder of pictures reads more. */
const LONGEST_ROW = 1 << 16;

/**
 * @param folder absolute path of a model's folder, or of its tokenizer's
 * @param length of a row, where the model's graph has a fixed one
 * @throws Failure `model-missing`, `model-corrupt`, `model-unsupported`
 */
export async function loadTokenizer(folder: string, length?: number): Promise<FileTokenizer> {
  const spec = await readTokenizerSpec(await tokenizerFolder(folder), await readTextUse(folder));
  const tokenizer = new FileTokenizer(length === undefined ? spec : { ...spec, length });
  const isRow = Number.isInteger(tokenizer.length) && tokenizer.length <= LONGEST_ROW && tokenizer.limit >= 1;
  if (isRow) return tokenizer;
  throw new Failure(
    'model-corrupt',
    `The files in ${folder} say of no row of tokens how long it is; download it again.`,
  );
}

async function tokenizerFolder(folder: string): Promise<string> {
  for (const place of places) {
    const there = await Promise.all(vocabularyFiles.map((name) => fileExists(join(folder, place, name))));
    if (there.includes(true)) return join(folder, place);
  }
  return folder;
}
