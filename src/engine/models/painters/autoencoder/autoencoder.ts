/**
 * @file The autoencoder of a latent diffusion model: pictures ↔ latents, in one piece or, where they are large or memory
 * is short, in overlapping tiles. What a graph's latents look like inside (their scale) stays in here.
 */
import { Failure } from '../../../../protocol/failure.ts';
import { digestOf } from '../../../files/digest.ts';
import type { RgbImage } from '../../../images/rgb-image.ts';
import { decodedPixels } from '../../../pipelines/decoded-pixels.ts';
import { drawnLatents, type EncodedImage, spreadLatents } from '../../../pipelines/encoded-image.ts';
import type { LatentSpace } from '../../../pipelines/latent-colours.ts';
import { LatentProjection } from '../../../pipelines/latent-projection.ts';
import type { Say } from '../../../pipelines/note.ts';
import { RecentMap } from '../../../recent-map.ts';
import type { Session } from '../../../runtime/sessions/session.ts';
import type { Numbers } from '../../../runtime/tensor-binder.ts';
import type { LazySession } from '../../graphs/lazy-session.ts';
import { type AutoencoderPlace, decoderPort, encoderPort, openGraph, planesOf } from './autoencoder-graph.ts';
import { PieceRunner } from './piece-runner.ts';

export interface AutoencoderSettings {
  readonly latentChannels: number;
  /** Pixels of a side for each latent. */
  readonly pixelsPerLatent: number;
  /** Latents are the autoencoder's times this … */
  readonly scaling: number;
  /** … once this was taken from them. */
  readonly shift: number;
  /** Whether every step can be shown through the decoder. */
  readonly quickDecoder: boolean;
  /** A latent space whose colours are known. */
  readonly latentSpace?: LatentSpace;
}

type Opens = Pick<LazySession, 'path' | 'open' | 'dispose'>;

export interface AutoencoderGraphs {
  readonly decoder: Opens;
  /** Models that only draw from words need none. */
  readonly encoder?: Opens;
}

/** Pictures that are kept encoded: one and what a mask leaves of it, of two drawings. */
const IMAGES_KEPT = 4;

interface ToldImage {
  readonly encoded: EncodedImage;
  /** What is to be told of it, each time it is used. */
  readonly notes: readonly string[];
}

export class Autoencoder {
  readonly #graphs: AutoencoderGraphs;
  readonly #settings: AutoencoderSettings;
  readonly #projection: LatentProjection;
  /** For messages: the model's folder. */
  readonly #name: string;
  /** By the digest of their pixels. */
  readonly #encoded = new RecentMap<string, ToldImage>(IMAGES_KEPT);
  readonly #pieces = new PieceRunner();

  constructor(name: string, graphs: AutoencoderGraphs, settings: AutoencoderSettings) {
    this.#name = name;
    this.#graphs = graphs;
    this.#settings = settings;
    this.#projection = new LatentProjection(settings.latentChannels, settings.latentSpace);
  }

  /**
   * @param latents of one image, as the network knows them
   * @throws Failure `numbers-overflowed`, `memory-short`, `cancelled`; `plan-invalid` for a size the graph cannot decode
   */
  async decode(latents: Numbers, signal: AbortSignal, say: Say = () => undefined): Promise<RgbImage> {
    const { scaling, shift, quickDecoder } = this.#settings;
    const planes = planesOf(latents);
    const data = planes.data.map((value) => value / scaling + shift);
    const decoder = await this.#graphs.decoder.open();
    const graph = openGraph(decoder, decoderPort, this.#place, signal);
    const { data: pixels, width, height } = await this.#pieces.run(graph, { ...planes, data }, say);
    const image = decodedPixels(pixels, width, height);
    if (!quickDecoder) this.#projection.learn(planes, image);
    return image;
  }

  /**
   * A picture that was encoded lately is not encoded again: many drawings begin with the same.
   * @param image [1, 3, height, width], −1 … 1
   * @throws Failure as `decode`; `model-unsupported` where the model has no encoder
   */
  async encode(image: Numbers, signal: AbortSignal, say: Say = () => undefined): Promise<EncodedImage> {
    const { data, dims } = image;
    const key = `${dims.join('×')} ${digestOf(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))}`;
    const { encoded, notes } = this.#encoded.get(key) ?? (await this.#encodeAnew(image, signal));
    for (const note of notes) say(note);
    if (encoded.isRepeatable) this.#encoded.set(key, { encoded, notes });
    return encoded;
  }

  async #encodeAnew(image: Numbers, signal: AbortSignal): Promise<ToldImage> {
    const encoder = await this.#openEncoder();
    const notes: string[] = [];
    const graph = openGraph(encoder, encoderPort, this.#place, signal);
    const { data, channels } = await this.#pieces.run(graph, planesOf(image), (note) => notes.push(note));
    const { latentChannels, scaling, shift } = this.#settings;
    const scale = (value: number) => (value - shift) * scaling;
    if (channels === 2 * latentChannels) return { encoded: spreadLatents(data, scale), notes };
    notes.push(`The encoder of ${this.#name} draws its own random numbers: the picture is another one each time.`);
    return { encoded: drawnLatents(data, scale), notes };
  }

  /** A quick look: by the decoder where it is quick, and where nothing is known of the latents' colours yet. */
  async preview(latents: Numbers, signal: AbortSignal): Promise<RgbImage> {
    if (this.#settings.quickDecoder || !this.#projection.ready) return this.decode(latents, signal);
    return this.#projection.project(planesOf(latents));
  }

  async dispose(): Promise<void> {
    await Promise.all([this.#graphs.decoder.dispose(), this.#graphs.encoder?.dispose()]);
  }

  get #place(): AutoencoderPlace {
    return { model: this.#name, pixelsPerLatent: this.#settings.pixelsPerLatent };
  }

  async #openEncoder(): Promise<Session> {
    if (this.#graphs.encoder !== undefined) return this.#graphs.encoder.open();
    throw new Failure(
      'model-unsupported',
      `${this.#name} has no \`vae_encoder\`, which drawing from an image needs; export the model with one.`,
    );
  }
}
