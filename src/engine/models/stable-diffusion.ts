/**
 * @file Stable Diffusion in the layout of diffusers and Optimum: a folder with `text_encoder`, `tokenizer`, `unet`,
 * `vae_decoder` and `scheduler`. Every number that differs between models is read from their files.
 */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DrawSettings } from '../../language/plan/plan.ts';
import { Failure } from '../../protocol/failure.ts';
import type { RgbImage } from '../images/rgb-image.ts';
import { decodedPixels } from '../pipelines/decoded-pixels.ts';
import { requireFinite } from '../pipelines/finite-numbers.ts';
import { type LatentGrid, LatentProjection } from '../pipelines/latent-projection.ts';
import { RecentMap } from '../pipelines/recent-map.ts';
import { type DiffusionNetworks, drawImage } from '../pipelines/text-to-image.ts';
import type { Session, SessionOptions } from '../runtime/session.ts';
import type { Numbers } from '../runtime/tensor-binder.ts';
import type { Scheduler, SchedulerSettings } from '../schedulers/scheduler.ts';
import { createScheduler } from '../schedulers/scheduler-table.ts';
import { loadTokenizer, type Tokenizer } from '../text/clip-tokenizer.ts';
import { requireGraph } from './graph-file.ts';
import { outputOf } from './graph-output.ts';
import { fileExists, type JsonObject, readJsonFile } from './json-file.ts';
import { LazySession } from './lazy-session.ts';
import { graphFiles, modelDigest } from './model-digest.ts';
import { requireFamily } from './model-family.ts';
import type { Painter } from './painter.ts';
import { readSchedulerSettings } from './scheduler-settings.ts';
import { callUnet } from './unet-call.ts';

/** Raise it with every change that changes pixels. */
const NUMERICS_VERSION = 1;

/** Of Stable Diffusion 1 and 2, whose older configurations do not have it. */
const DEFAULT_SCALING = 0.18215;

/** A decoder of fewer bytes is quick enough to show every step through. */
const QUICK_DECODER = 8 << 20;

/**
 * Reads the folder and the files' digests; sessions are opened by the first drawing.
 * @param folder absolute
 * @throws Failure `model-missing`, `model-corrupt`, `model-unsupported`
 */
export async function openPainter(folder: string, options: SessionOptions): Promise<Painter> {
  await requireFamily(folder, 'stable-diffusion');
  const graphs = await findGraphs(folder);
  const tokenizer = await loadTokenizer(folder);
  const networks = new StableDiffusion(folder, graphs, tokenizer, await readSettings(folder, graphs), options);
  const digest = await modelDigest(folder, await filesThatMatter(folder, graphs));
  return {
    digest,
    numericsVersion: NUMERICS_VERSION,
    tokenLimit: tokenizer.limit,
    countTokens: (text) => tokenizer.count(text),
    draw: (request, signal) => drawImage(networks, request, signal),
    dispose: () => networks.dispose(),
  };
}

interface Graphs {
  readonly text: string;
  readonly unet: string;
  readonly decoder: string;
}

async function findGraphs(folder: string): Promise<Graphs> {
  return {
    text: await requireGraph(folder, ['text_encoder/model']),
    unet: await requireGraph(folder, ['unet/model']),
    decoder: await requireGraph(folder, ['vae_decoder/model']),
  };
}

interface Settings {
  readonly scheduler: SchedulerSettings;
  readonly latentChannels: number;
  /** Pixels of a side for each latent. */
  readonly pixelsPerLatent: number;
  /** Latents are the autoencoder's times this … */
  readonly scaling: number;
  /** … once this was taken from them. */
  readonly shift: number;
  /** Whether every step can be shown through the decoder. */
  readonly quickDecoder: boolean;
}

async function readSettings(folder: string, graphs: Graphs): Promise<Settings> {
  const autoencoder = await readJsonFile(join(folder, 'vae_decoder/config.json'));
  const unet = await readJsonFile(join(folder, 'unet/config.json'));
  return {
    scheduler: readSchedulerSettings(await readJsonFile(join(folder, 'scheduler/scheduler_config.json'))),
    latentChannels: unet.number('in_channels', 4),
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

async function filesThatMatter(folder: string, graphs: Graphs): Promise<string[]> {
  const weights = await Promise.all([graphs.text, graphs.unet, graphs.decoder].map(graphFiles));
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

/** Prompts of a run repeat; the negative prompt almost always does. */
const PROMPTS_KEPT = 32;

class StableDiffusion implements DiffusionNetworks {
  readonly name: string;
  readonly #tokenizer: Tokenizer;
  readonly #settings: Settings;
  readonly #text: LazySession;
  readonly #unet: LazySession;
  readonly #decoder: LazySession;
  readonly #projection: LatentProjection;
  readonly #prompts = new RecentMap<string, Numbers>(PROMPTS_KEPT);

  constructor(name: string, graphs: Graphs, tokenizer: Tokenizer, settings: Settings, options: SessionOptions) {
    this.name = name;
    this.#tokenizer = tokenizer;
    this.#settings = settings;
    this.#projection = new LatentProjection(settings.latentChannels);
    this.#text = new LazySession(graphs.text, options);
    this.#unet = new LazySession(graphs.unet, options);
    this.#decoder = new LazySession(graphs.decoder, options);
  }

  async latentDims(width: number, height: number): Promise<readonly [number, number, number]> {
    const { latentChannels, pixelsPerLatent } = this.#settings;
    const unet = await this.#unet.open();
    const dims = [latentChannels, height / pixelsPerLatent, width / pixelsPerLatent] as const;
    requireSize(unet, dims, pixelsPerLatent);
    return dims;
  }

  scheduler(settings: DrawSettings): Scheduler {
    return createScheduler(settings.scheduler, this.#settings.scheduler, settings.steps);
  }

  async encodePrompt(text: string, signal: AbortSignal): Promise<Numbers> {
    const known = this.#prompts.get(text);
    if (known !== undefined) return known;
    const { ids } = this.#tokenizer.encode(text);
    const dims = [1, ids.length];
    // Padding is attended, as in diffusers, where an export has a mask at all.
    const mask = { data: new Int32Array(ids.length).fill(1), dims };
    const session = await this.#text.open();
    const [hidden] = await session.run(
      { input_ids: { data: ids, dims }, attention_mask: mask },
      ['last_hidden_state'],
      signal,
    );
    this.#prompts.set(text, hidden!);
    return hidden!;
  }

  async predict(sample: Numbers, timestep: number, context: Numbers, signal: AbortSignal): Promise<Float32Array> {
    return callUnet(await this.#unet.open(), sample, timestep, context, signal);
  }

  async decode(latents: Numbers, signal: AbortSignal): Promise<RgbImage> {
    const image = await this.#decodeWhole(latents, signal);
    if (!this.#settings.quickDecoder) this.#projection.learn(gridOf(latents), image);
    return image;
  }

  /** By the autoencoder where it is quick, and before there is a picture to learn a quicker way from. */
  async preview(latents: Numbers, signal: AbortSignal): Promise<RgbImage> {
    return this.#projection.ready ? this.#projection.project(gridOf(latents)) : this.#decodeWhole(latents, signal);
  }

  async #decodeWhole(latents: Numbers, signal: AbortSignal): Promise<RgbImage> {
    const { scaling, shift } = this.#settings;
    const data = Float32Array.from(latents.data, (value) => value / scaling + shift);
    const decoder = await this.#decoder.open();
    const feeds = { latent_sample: { data, dims: latents.dims } };
    const [planes] = await decoder.run(feeds, [outputOf(decoder, 'sample')], signal);
    requireFinite(planes!.data, `the decoder of ${this.name}`);
    const [, , height, width] = planes!.dims;
    return decodedPixels(planes!.data, width!, height!);
  }

  async dispose(): Promise<void> {
    await Promise.all([this.#text, this.#unet, this.#decoder].map((session) => session.dispose()));
  }
}

function gridOf(latents: Numbers): LatentGrid {
  const [, channels, height, width] = latents.dims;
  return { data: latents.data, channels: channels!, height: height!, width: width! };
}

/** @throws Failure `plan-invalid` */
function requireSize(unet: Session, dims: readonly [number, number, number], pixels: number): void {
  const [, height, width] = dims;
  const shape = unet.inputs.find((input) => input.name === 'sample')?.shape ?? [];
  const fits = (size: number, fixed: number | string | undefined) =>
    Number.isInteger(size) && size > 0 && (typeof fixed !== 'number' || fixed === size);
  if (fits(height, shape[2]) && fits(width, shape[3])) return;
  const said = (fixed: number | string | undefined) =>
    typeof fixed === 'number' ? `${fixed * pixels}` : `a multiple of ${pixels}`;
  throw new Failure(
    'plan-invalid',
    `The model cannot draw ${width * pixels}×${height * pixels} pixels; its width is ${said(shape[3])}, its height ` +
      `${said(shape[2])}: change \`size\`.`,
  );
}
