/**
 * @file What lies in a Stable Diffusion folder, in the layout of diffusers and Optimum: `text_encoder`, `tokenizer`,
 * `unet`, `vae_decoder` and `scheduler`. Every number that differs between models is read from their files.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SchedulerSettings } from '../schedulers/scheduler.ts';
import { loadTokenizer, type Tokenizer } from '../text/clip-tokenizer.ts';
import type { AutoencoderSettings } from './autoencoder.ts';
import { findGraph, requireGraph } from './graph-file.ts';
import { fileExists, type JsonObject, readJsonFile } from './json-file.ts';
import { graphFiles } from './model-digest.ts';
import { requireFamily } from './model-family.ts';
import { readSchedulerSettings } from './scheduler-settings.ts';

/** Of Stable Diffusion 1 and 2, whose older configurations do not have it. */
const DEFAULT_SCALING = 0.18215;

/** A decoder of fewer bytes is quick enough to show every step through. */
const QUICK_DECODER = 8 << 20;

export interface DiffusionFolder {
  /** Absolute. */
  readonly path: string;
  readonly graphs: DiffusionGraphs;
  readonly settings: DiffusionSettings;
  readonly tokenizer: Tokenizer;
  /** Every file that affects a picture. */
  readonly files: readonly string[];
}

/** Paths. */
export interface DiffusionGraphs {
  readonly text: string;
  readonly unet: string;
  readonly decoder: string;
  /** Absent where the folder has none: it draws from words alone. */
  readonly encoder?: string;
}

/**
 * Opens no session.
 * @throws Failure `model-missing`, `model-corrupt`, `model-unsupported`
 */
export async function readDiffusionFolder(path: string): Promise<DiffusionFolder> {
  await requireFamily(path, 'stable-diffusion');
  const graphs = await findGraphs(path);
  return {
    path,
    graphs,
    tokenizer: await loadTokenizer(path),
    settings: await readSettings(path, graphs),
    files: await filesThatMatter(path, graphs),
  };
}

async function findGraphs(folder: string): Promise<DiffusionGraphs> {
  const encoder = await findGraph(folder, ['vae_encoder/model']);
  return {
    ...(encoder === undefined ? {} : { encoder }),
    text: await requireGraph(folder, ['text_encoder/model']),
    unet: await requireGraph(folder, ['unet/model']),
    decoder: await requireGraph(folder, ['vae_decoder/model']),
  };
}

export interface DiffusionSettings extends AutoencoderSettings {
  readonly scheduler: SchedulerSettings;
}

async function readSettings(folder: string, graphs: DiffusionGraphs): Promise<DiffusionSettings> {
  const autoencoder = await readJsonFile(join(folder, 'vae_decoder/config.json'));
  const unet = await readJsonFile(join(folder, 'unet/config.json'));
  return {
    scheduler: readSchedulerSettings(await readJsonFile(join(folder, 'scheduler/scheduler_config.json'))),
    latentChannels: autoencoder.number('latent_channels', unet.number('in_channels', 4)),
    pixelsPerLatent: 2 ** (autoencoder.list('block_out_channels', [1, 1, 1, 1]).length - 1),
    scaling: autoencoder.number('scaling_factor', DEFAULT_SCALING),
    shift: nullableNumber(autoencoder, 'shift_factor', 0),
    quickDecoder: (await stat(graphs.decoder)).size < QUICK_DECODER,
  };
}

/** Diffusers writes `null` for "none". */
function nullableNumber(config: JsonObject, name: string, otherwise: number): number {
  return config.value(name) === null ? otherwise : config.number(name, otherwise);
}

async function filesThatMatter(folder: string, graphs: DiffusionGraphs): Promise<string[]> {
  const weights = await Promise.all(Object.values(graphs).map(graphFiles));
  const others = ['unet/config.json', 'vae_decoder/config.json', 'scheduler/scheduler_config.json', ...tokenizerFiles];
  const paths = others.map((name) => join(folder, name));
  const there = await Promise.all(paths.map(fileExists));
  return [...weights.flat(), ...paths.filter((_, i) => there[i])];
}

const tokenizerFiles = [
  'tokenizer/tokenizer.json',
  'tokenizer/vocab.json',
  'tokenizer/merges.txt',
  'tokenizer/tokenizer_config.json',
  'tokenizer/special_tokens_map.json',
];
