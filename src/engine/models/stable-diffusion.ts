/** @file Stable Diffusion as a painter: its folder's graphs behind what the text-to-image pipeline asks for. */
import type { Dialect, DrawSettings, Precision } from '../../language/plan/plan.ts';
import { Failure } from '../../protocol/failure.ts';
import type { RgbImage } from '../images/rgb-image.ts';
import type { DiffusionNetworks, PromptContext } from '../pipelines/diffusion-networks.ts';
import { drawImage } from '../pipelines/draw-image.ts';
import { emphases } from '../pipelines/emphasis.ts';
import type { EncodedImage } from '../pipelines/encoded-image.ts';
import type { Say } from '../pipelines/note.ts';
import { joinChunks } from '../pipelines/prompt-context.ts';
import { RecentMap } from '../recent-map.ts';
import { chooseProvider } from '../runtime/provider-choice.ts';
import type { Session, SessionOptions } from '../runtime/session.ts';
import type { Numbers } from '../runtime/tensor-binder.ts';
import type { Scheduler } from '../schedulers/scheduler.ts';
import { createScheduler } from '../schedulers/scheduler-table.ts';
import type { Tokenizer } from '../text/clip-tokenizer.ts';
import { type PromptChunk, promptChunks, type Wording } from '../text/prompt-chunks.ts';
import { Autoencoder } from './autoencoder.ts';
import { type DiffusionFolder, type DiffusionSettings, readDiffusionFolder } from './diffusion-folder.ts';
import { LazySession } from './lazy-session.ts';
import { modelDigest } from './model-digest.ts';
import type { ModelRequest } from './model-request.ts';
import type { Painter } from './painter.ts';
import { callUnet } from './unet-call.ts';

/** Raise it with every change that changes pixels. */
const NUMERICS_VERSION = 1;

/**
 * Reads the folder and the files' digests; sessions are opened by the first drawing.
 * @throws Failure `model-missing`, `model-corrupt`, `model-unsupported`, `provider-unavailable`
 */
export async function openPainter(request: ModelRequest, options: SessionOptions): Promise<Painter> {
  const provider = await chooseProvider(request.provider ?? options.provider);
  const read = await readDiffusionFolder(request.folder);
  const networks = new StableDiffusion(read, { ...options, provider });
  return {
    family: 'Stable Diffusion',
    provider,
    precision: 'fp32',
    digest: await modelDigest(request.folder, read.files),
    numericsVersion: NUMERICS_VERSION,
    tokenLimit: read.tokenizer.limit,
    countTokens: (text) => read.tokenizer.count(text),
    draw: (request, signal) => drawImage(networks, request, signal),
    dispose: () => networks.dispose(),
  };
}

/** Prompts of a run repeat; the negative prompt almost always does. */
const CHUNKS_KEPT = 64;

/** Chunks of one prompt: 2400 tokens. The network's work grows with them. */
const MOST_CHUNKS = 32;

/** Opens each of its sessions when it is first needed. */
export class StableDiffusion implements DiffusionNetworks {
  readonly name: string;
  readonly precision: Precision = 'fp32';
  readonly emptyIsZero = false;
  readonly guidanceIsInput = false;
  readonly #tokenizer: Tokenizer;
  readonly #settings: DiffusionSettings;
  readonly #text: LazySession;
  readonly #unet: LazySession;
  readonly #autoencoder: Autoencoder;
  /** By their tokens. */
  readonly #chunks = new RecentMap<string, Numbers>(CHUNKS_KEPT);

  constructor(folder: DiffusionFolder, options: SessionOptions) {
    this.name = folder.path;
    this.#tokenizer = folder.tokenizer;
    this.#settings = folder.settings;
    this.#text = new LazySession(folder.graphs.text, options);
    this.#unet = new LazySession(folder.graphs.unet, options);
    const { decoder, encoder } = folder.graphs;
    const graphs = {
      decoder: new LazySession(decoder, options),
      ...(encoder === undefined ? {} : { encoder: new LazySession(encoder, options) }),
    };
    this.#autoencoder = new Autoencoder(this.name, graphs, folder.settings);
  }

  async latentDims(width: number, height: number): Promise<readonly [number, number, number]> {
    const { latentChannels, pixelsPerLatent } = this.#settings;
    const unet = await this.#unet.open();
    const dims = [latentChannels, height / pixelsPerLatent, width / pixelsPerLatent] as const;
    requireSize(unet, dims, pixelsPerLatent);
    return dims;
  }

  async inputChannels(): Promise<number> {
    const unet = await this.#unet.open();
    const channels = unet.inputs.find((input) => input.name === 'sample')?.shape[1];
    return typeof channels === 'number' ? channels : this.#settings.latentChannels;
  }

  scheduler(settings: DrawSettings): Scheduler {
    return createScheduler(settings.scheduler, this.#settings.scheduler, settings.steps);
  }

  async requireReadable(wordings: readonly Wording[]): Promise<void> {
    const most = Math.max(...wordings.map((wording) => promptChunks(this.#tokenizer, wording).length));
    requireChunks(await this.#unet.open(), most, this.#tokenizer);
  }

  async encodePrompt(wording: Wording, emphasis: Dialect, signal: AbortSignal): Promise<PromptContext> {
    const chunks: Numbers[] = [];
    for (const chunk of promptChunks(this.#tokenizer, wording)) {
      chunks.push(await this.#encodeWeighted(chunk, emphasis, signal));
    }
    return { hidden: joinChunks(chunks) };
  }

  async #encodeWeighted({ ids, weights }: PromptChunk, emphasis: Dialect, signal: AbortSignal): Promise<Numbers> {
    const hidden = await this.#encodeChunk(ids, signal);
    if (weights.every((weight) => weight === 1)) return hidden;
    const behind = Array.from({ length: this.#tokenizer.length - 1 - weights.length }, () => 1);
    const empty = await this.#encodeChunk([], signal);
    return { ...hidden, data: emphases[emphasis]({ hidden, weights: [1, ...weights, ...behind], empty }) };
  }

  /** [1, length of a row, features], of no weights. */
  async #encodeChunk(tokens: readonly number[], signal: AbortSignal): Promise<Numbers> {
    const key = tokens.join();
    const known = this.#chunks.get(key);
    if (known !== undefined) return known;
    const { ids } = this.#tokenizer.row(tokens);
    const dims = [1, ids.length];
    // Padding is attended, as in diffusers, where an export has a mask at all.
    const mask = { data: new Int32Array(ids.length).fill(1), dims };
    const session = await this.#text.open();
    const [hidden] = await session.run(
      { input_ids: { data: ids, dims }, attention_mask: mask },
      ['last_hidden_state'],
      signal,
    );
    this.#chunks.set(key, hidden!);
    return hidden!;
  }

  async predict(
    sample: Numbers,
    timestep: number,
    context: PromptContext,
    _guidance: number,
    signal: AbortSignal,
  ): Promise<Float32Array> {
    return callUnet(await this.#unet.open(), sample, timestep, context.hidden, signal);
  }

  decode(latents: Numbers, signal: AbortSignal, say?: Say): Promise<RgbImage> {
    return this.#autoencoder.decode(latents, signal, say);
  }

  encode(image: Numbers, signal: AbortSignal, say?: Say): Promise<EncodedImage> {
    return this.#autoencoder.encode(image, signal, say);
  }

  preview(latents: Numbers, signal: AbortSignal): Promise<RgbImage> {
    return this.#autoencoder.preview(latents, signal);
  }

  async dispose(): Promise<void> {
    await Promise.all([this.#text, this.#unet, this.#autoencoder].map((part) => part.dispose()));
  }
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

/** @throws Failure `prompt-too-long` when so many chunks are more than the network was exported for, or than is sensible */
function requireChunks(unet: Session, chunks: number, { limit, length }: Tokenizer): void {
  const fixed = unet.inputs.find((input) => input.name === 'encoder_hidden_states')?.shape[1];
  const most = typeof fixed === 'number' ? Math.max(1, Math.floor(fixed / length)) : MOST_CHUNKS;
  if (chunks <= most) return;
  const why = typeof fixed === 'number' ? `${unet.path} was exported for ${most}` : `at most ${most} are read`;
  throw new Failure(
    'prompt-too-long',
    `The prompt takes ${chunks} chunks of ${limit} tokens and ${why}; shorten it to ${most * limit} tokens.`,
  );
}
