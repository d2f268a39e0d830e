/** @file Where exports put the parts of a diffusion model: diffusers, Optimum, Olive and demonstrations for browsers. */
import { dirname, join } from 'node:path';
import { fileExists, JsonObject, readJsonFile } from '../../files/json-file.ts';
import { hasGraph } from '../graphs/graph-file.ts';

export type DiffusionPart = 'text_encoder' | 'text_encoder_2' | 'unet' | 'vae_decoder' | 'vae_encoder';

/** Names of the part's graph without `.onnx`, the standard one first. */
export function partNames(part: DiffusionPart): readonly string[] {
  return [`${part}/model`, `${part}/model_layernorm`, `onnx/${part}_model`, `onnx/${part}`];
}

/** What no other kind of model has; those of strangers among them, which are refused by name. */
const signs = ['model_index.json', 'unet', 'transformer', 'prior', 'ORT_CUDA'];

/** Whether a folder's model draws; of which family, and whether it is drawn with here, its files say. */
export async function holdsDiffusion(folder: string): Promise<boolean> {
  return (await findInModel(folder, ...signs)) !== undefined || (await hasGraph(folder, partNames('unet')));
}

/** Folders that a model's files are in; some repositories have all of a second precision below one of its name. */
const roots = ['', 'fp16'];

/** Absolute path of a file or folder; undefined when there is none. */
export async function findInModel(folder: string, ...names: readonly string[]): Promise<string | undefined> {
  const paths = names.flatMap((name) => roots.map((root) => join(folder, root, name)));
  const there = await Promise.all(paths.map(fileExists));
  return paths.find((_, i) => there[i]);
}

/** A description that not every export has; empty where it is missing. */
export interface Description {
  readonly path: string | undefined;
  readonly json: JsonObject;
}

/** @throws Failure `model-corrupt`, `file-unreadable` */
export async function descriptionAt(folder: string, ...names: readonly string[]): Promise<Description> {
  const path = await findInModel(folder, ...names);
  if (path === undefined) return { path, json: new JsonObject({}, join(folder, names[0]!)) };
  return { path, json: await readJsonFile(path) };
}

/** The part's configuration. PyTorch's own layout has one for both halves of the autoencoder. */
export function descriptionOfPart(folder: string, part: DiffusionPart): Promise<Description> {
  return descriptionAt(folder, `${part}/config.json`, ...(part.startsWith('vae') ? ['vae/config.json'] : []));
}

/** The folder that a text encoder's tokenizer is in: one of the standard name, or the model's own. */
export async function tokenizerFolder(folder: string, part: DiffusionPart): Promise<string> {
  const name = part.replace('text_encoder', 'tokenizer');
  const own = [`${name}/tokenizer.json`, `${name}/vocab.json`];
  const found = await findInModel(folder, ...own, ...(name === 'tokenizer' ? ['tokenizer.json', 'vocab.json'] : []));
  return found === undefined ? join(folder, name) : dirname(found);
}

/** Every file in which the tokenizer of a folder may be described. */
export const tokenizerFiles: readonly string[] = [
  'tokenizer.json',
  'vocab.json',
  'merges.txt',
  'tokenizer_config.json',
  'special_tokens_map.json',
];
