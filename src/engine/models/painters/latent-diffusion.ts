/** @file A latent diffusion model: the parts of its folder behind what the pipelines ask for. */
import type { Dialect, DrawSettings, Precision } from '../../../language/plan/plan.ts';
import type { RgbImage } from '../../images/rgb-image.ts';
import type { DiffusionNetworks, PromptContext } from '../../pipelines/diffusion-networks.ts';
import type { EncodedImage } from '../../pipelines/encoded-image.ts';
import type { Say } from '../../pipelines/note.ts';
import type { SessionOptions } from '../../runtime/sessions/session.ts';
import type { Numbers } from '../../runtime/tensor-binder.ts';
import type { Scheduler } from '../../schedulers/scheduler.ts';
import type { Wording } from '../../text/prompt-chunks.ts';
import { LazySession } from '../graphs/lazy-session.ts';
import type { LearnedToken } from '../learned-tokens/learned-tokens.ts';
import { LearnedVectors } from '../learned-tokens/learned-vectors.ts';
import { Autoencoder, type AutoencoderSettings } from './autoencoder/autoencoder.ts';
import type { DiffusionFolder } from './diffusion-folder.ts';
import type { SchedulerMaker } from './scheduler/scheduler-file.ts';
import { callUnet } from './unet/unet-call.ts';
import { requireChunks, requireSize, sizeFailure } from './unet/unet-limits.ts';
import { PromptReader } from './words/prompt-reader.ts';
import { TextEncoder } from './words/text-encoder.ts';

/** Opens each of its sessions when it is first needed. */
export class LatentDiffusion implements DiffusionNetworks {
  readonly name: string;
  readonly precision: Precision;
  readonly emptyIsZero: boolean;
  readonly guidanceIsInput: boolean;
  readonly inputChannels: number;
  readonly prompts: PromptReader;
  readonly #scheduler: SchedulerMaker;
  readonly #latents: Pick<AutoencoderSettings, 'latentChannels' | 'pixelsPerLatent'>;
  readonly #unet: LazySession;
  readonly #autoencoder: Autoencoder;

  constructor(folder: DiffusionFolder, options: SessionOptions, learned: readonly LearnedToken[] = []) {
    const { decoder, encoder, settings } = folder.autoencoder;
    const lazy = (path: string) => new LazySession(path, options);
    this.name = folder.path;
    this.precision = folder.precision;
    this.emptyIsZero = folder.emptyIsZero;
    this.guidanceIsInput = folder.guidanceIsInput;
    this.prompts = new PromptReader(
      folder.encoders.map(({ graph, tokenizer, outputs }, i) => {
        const vectors = learned.length === 0 ? undefined : new LearnedVectors(learned, i, graph, options);
        return new TextEncoder(tokenizer, lazy(graph), outputs, vectors);
      }),
    );
    this.#scheduler = folder.scheduler;
    this.#latents = settings;
    this.inputChannels = folder.inputChannels;
    this.#unet = lazy(folder.unet);
    const graphs = { decoder: lazy(decoder), ...(encoder === undefined ? {} : { encoder: lazy(encoder) }) };
    this.#autoencoder = new Autoencoder(this.name, graphs, settings);
  }

  async latentDims(width: number, height: number): Promise<readonly [number, number, number]> {
    const { latentChannels, pixelsPerLatent } = this.#latents;
    const dims = [latentChannels, height / pixelsPerLatent, width / pixelsPerLatent] as const;
    requireSize(await this.#unet.open(), dims, pixelsPerLatent);
    return dims;
  }

  scheduler(settings: DrawSettings): Scheduler {
    return this.#scheduler(settings.scheduler, settings.steps);
  }

  async requireReadable(wordings: readonly Wording[]): Promise<void> {
    const most = Math.max(...wordings.map((wording) => this.prompts.countChunks(wording)));
    requireChunks(await this.#unet.open(), most, this.prompts);
  }

  encodePrompt(wording: Wording, emphasis: Dialect, signal: AbortSignal): Promise<PromptContext> {
    return this.prompts.encode(wording, emphasis, signal);
  }

  async predict(
    sample: Numbers,
    timestep: number,
    context: PromptContext,
    guidance: number,
    signal: AbortSignal,
  ): Promise<Float32Array> {
    const { pixelsPerLatent } = this.#latents;
    const unet = await this.#unet.open();
    try {
      return await callUnet(unet, { sample, timestep, context, guidance, pixelsPerLatent }, signal);
    } catch (error) {
      throw sizeFailure(error, sample.dims, pixelsPerLatent) ?? error;
    }
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
    await Promise.all([this.prompts.dispose(), this.#unet.dispose(), this.#autoencoder.dispose()]);
  }
}
