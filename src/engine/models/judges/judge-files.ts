/** @file The small files that describe a judge beside its graphs and its tokenizer. */
import { join } from 'node:path';
import { Failure } from '../../../protocol/failure.ts';
import { fileExists, type JsonObject, readJsonFile } from '../../files/json-file.ts';

/** A file, and the entry in it that describes how pictures are read; the whole file where there is none. */
const pictureFiles: readonly (readonly [file: string, entry?: string])[] = [
  ['preprocessor_config.json'],
  ['visual/preprocess_cfg.json'],
  ['preprocess_cfg.json'],
  ['open_clip_config.json', 'preprocess_cfg'],
  ['processor_config.json', 'image_processor'],
  ['0_CLIPModel/preprocessor_config.json'],
  ['vision_model/preprocessor_config.json'],
  ['visual/preprocessor_config.json'],
];

/**
 * How the model's pictures are made ready.
 * @param folder absolute
 * @throws Failure `model-missing`, `model-corrupt`
 */
export async function readPictureConfig(folder: string): Promise<JsonObject> {
  for (const [file, entry] of pictureFiles) {
    if (!(await fileExists(join(folder, file)))) continue;
    const config = await readJsonFile(join(folder, file));
    if (entry === undefined) return config;
    if (config.value(entry) !== undefined) return config.object(entry);
  }
  const wanted = join(folder, 'preprocessor_config.json');
  throw new Failure(
    'model-missing',
    `There is no file ${wanted}, nor OpenCLIP's own; download or export the whole model.`,
  );
}

const tokenizerFiles = [
  'tokenizer.json',
  'spiece.model',
  'tokenizer.model',
  'vocab.json',
  'merges.txt',
  'tokenizer_config.json',
  'special_tokens_map.json',
];

const tokenizerFolders = ['', 'tokenizer/', 'textual/', 'text_model/', '0_CLIPModel/'];

const describing = [
  ...new Set([
    'config.json',
    '0_CLIPModel/config.json',
    'visual/config.json',
    ...pictureFiles.map(([file]) => file),
    ...tokenizerFolders.flatMap((folder) => tokenizerFiles.map((name) => folder + name)),
  ]),
];

/** Absolute paths of all small files that affect a score. */
export async function describingFiles(folder: string): Promise<string[]> {
  const paths = describing.map((name) => join(folder, name));
  const there = await Promise.all(paths.map(fileExists));
  return paths.filter((_, i) => there[i]);
}
