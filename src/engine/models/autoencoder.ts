/**
 * @file The autoencoder of a latent diffusion model: pictures ↔ latents, in one piece or, where they are large or memory
 * is short, in overlapping tiles. What a graph's latents look like inside (their scale) stays in here.
 */
import { Failure } from '../../protocol/failure.ts';
import type { Size } from '../images/region.ts';
import type { RgbImage } from '../images/rgb-image.ts';
import { decodedPixels } from '../pipelines/decoded-pixels.ts';
import { drawnLatents, type EncodedImage, spreadLatents } from '../pipelines/encoded-image.ts';
import { requireFinite } from '../pipelines/finite-numbers.ts';
import type { LatentSpace } from '../pipelines/latent-colours.ts';
import { LatentProjection } from '../pipelines/latent-projection.ts';
import type { Say } from '../pipelines/note.ts';
import { mapTiles, type Planes, type TileScale, tileGrid } from '../pipelines/tiles.ts';
import type { Session } from '../runtime/session.ts';
import type { Numbers } from '../runtime/tensor-binder.ts';
import { outputOf } from './graph-output.ts';
import type { LazySession } from './lazy-session.ts';

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

/** More latents than this go through in tiles from the start: those of 1024×1024 pixels do not. */
const WHOLE_AREA = 128 * 128;

/** Sides of tiles in latents; the smaller ones where memory is short even then. */
const TILE_SIDES = [64, 32];

export class Autoencoder {
  readonly #graphs: AutoencoderGraphs;
  readonly #settings: AutoencoderSettings;
  readonly #projection: LatentProjection;
  /** For messages: the model's folder. */
  readonly #name: string;
  /** The largest area, in latents, that is tried as a whole. */
  #wholeArea = WHOLE_AREA;

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
    const graph = this.#graph(decoder, decoderPort, signal);
    const { data: pixels, width, height } = await this.#inPieces(graph, { ...planes, data }, say);
    const image = decodedPixels(pixels, width, height);
    if (!quickDecoder) this.#projection.learn(planes, image);
    return image;
  }

  /**
   * @param image [1, 3, height, width], −1 … 1
   * @throws Failure as `decode`; `model-unsupported` where the model has no encoder
   */
  async encode(image: Numbers, signal: AbortSignal, say: Say = () => undefined): Promise<EncodedImage> {
    const encoder = await this.#openEncoder();
    const graph = this.#graph(encoder, encoderPort, signal);
    const { data, channels } = await this.#inPieces(graph, planesOf(image), say);
    const { latentChannels, scaling, shift } = this.#settings;
    const scale = (value: number) => (value - shift) * scaling;
    if (channels === 2 * latentChannels) return spreadLatents(data, scale);
    say(`The encoder of ${this.#name} draws its own random numbers: the picture is another one each time.`);
    return drawnLatents(data, scale);
  }

  /** A quick look: by the decoder where it is quick, and where nothing is known of the latents' colours yet. */
  async preview(latents: Numbers, signal: AbortSignal): Promise<RgbImage> {
    if (this.#settings.quickDecoder || !this.#projection.ready) return this.decode(latents, signal);
    return this.#projection.project(planesOf(latents));
  }

  async dispose(): Promise<void> {
    await Promise.all([this.#graphs.decoder.dispose(), this.#graphs.encoder?.dispose()]);
  }

  async #openEncoder(): Promise<Session> {
    if (this.#graphs.encoder !== undefined) return this.#graphs.encoder.open();
    throw new Failure(
      'model-unsupported',
      `${this.#name} has no \`vae_encoder\`, which drawing from an image needs; export the model with one.`,
    );
  }

  #graph(session: Session, port: Port, signal: AbortSignal): OpenGraph {
    const { pixelsPerLatent } = this.#settings;
    const [input, output] = [inputOf(session, port.input), port.output(session)];
    const scale = port.reads === 'latents' ? { from: 1, to: pixelsPerLatent } : { from: pixelsPerLatent, to: 1 };
    const isHalf = input.type === 'float16';
    return {
      work: port.work,
      scale,
      fixed: fixedSize(input.shape, scale.from),
      run: async ({ data, channels, height, width }) => {
        const feeds = { [input.name]: { data, dims: [1, channels, height, width] } };
        const [result] = await session.run(feeds, [output], signal);
        requireFinite(result!.data, `the ${port.part} of ${this.#name}`, isHalf);
        return planesOf({ data: result!.data.subarray(0, sizeOfOne(result!.dims)), dims: result!.dims });
      },
    };
  }

  /** Whole where that works, else in tiles of the largest size that does. */
  async #inPieces(graph: OpenGraph, whole: Planes, say: Say): Promise<Planes> {
    const size = { width: whole.width / graph.scale.from, height: whole.height / graph.scale.from };
    if (graph.fixed !== undefined) return this.#atFixedSize(graph, whole, size, say);
    return firstThatFits([
      ...(size.width * size.height <= this.#wholeArea ? [() => this.#whole(graph, whole, size)] : []),
      ...tileSides(size).map((side) => () => this.#inTiles(graph, whole, size, side, say)),
    ]);
  }

  async #whole(graph: OpenGraph, whole: Planes, size: Size): Promise<Planes> {
    try {
      return await graph.run(whole);
    } catch (error) {
      if (Failure.is(error, 'memory-short')) this.#wholeArea = size.width * size.height - 1;
      throw error;
    }
  }

  async #inTiles(graph: OpenGraph, whole: Planes, size: Size, side: number, say: Say): Promise<Planes> {
    const planes = await mapTiles(tileGrid(size, { width: side, height: side }), whole, graph.scale, graph.run);
    const isLarge = size.width * size.height > WHOLE_AREA && side === TILE_SIDES[0];
    const why = isLarge ? 'as it is large' : 'as memory was short';
    say(`The picture was ${graph.work} in tiles of ${this.#pixels(side)} pixels, ${why}.`);
    return planes;
  }

  /** A graph of one size takes larger pictures in tiles of it. */
  async #atFixedSize({ fixed, ...graph }: OpenGraph, whole: Planes, size: Size, say: Say): Promise<Planes> {
    const { width, height } = fixed!;
    if (size.width === width && size.height === height) return graph.run(whole);
    const sides = `${this.#pixels(width)}×${this.#pixels(height)}`;
    if (size.width < width || size.height < height) {
      throw new Failure(
        'plan-invalid',
        `The autoencoder of ${this.#name} was exported for pictures of ${sides} pixels; change \`size\`.`,
      );
    }
    say(`The picture was ${graph.work} in tiles of ${sides} pixels, the only size that the model's file takes.`);
    return mapTiles(tileGrid(size, { width, height }), whole, graph.scale, graph.run);
  }

  #pixels(latents: number): number {
    return latents * this.#settings.pixelsPerLatent;
  }
}

/** Those that part it; a small picture that does not fit has none. */
function tileSides({ width, height }: Size): readonly number[] {
  return TILE_SIDES.filter((side) => side < Math.max(width, height));
}

/** What the first way that memory is enough for gives. */
async function firstThatFits<T>([way, ...others]: readonly (() => Promise<T>)[]): Promise<T> {
  try {
    return await way!();
  } catch (error) {
    if (others.length === 0 || !Failure.is(error, 'memory-short')) throw error;
    return firstThatFits(others);
  }
}

/** One of the two graphs. */
interface Port {
  readonly part: 'decoder' | 'encoder';
  readonly work: 'decoded' | 'encoded';
  readonly reads: 'latents' | 'pixels';
  readonly input: string;
  output(session: Session): string;
}

const decoderPort: Port = {
  part: 'decoder',
  work: 'decoded',
  reads: 'latents',
  input: 'latent_sample',
  output: (session) => outputOf(session, 'sample'),
};

/** Exports of today give means and variances; older ones have drawn from them already. */
const encoderPort: Port = {
  part: 'encoder',
  work: 'encoded',
  reads: 'pixels',
  input: 'sample',
  output: (session) => {
    const isNew = session.outputs.some(({ name }) => name === 'latent_parameters');
    return outputOf(session, isNew ? 'latent_parameters' : 'latent_sample');
  },
};

interface OpenGraph {
  readonly work: Port['work'];
  readonly scale: TileScale;
  /** In latents, where the graph takes no other size. */
  readonly fixed: Size | undefined;
  readonly run: (whole: Planes) => Promise<Planes>;
}

/** The input of that name or, where an export names it otherwise, the only one. */
function inputOf(session: Session, name: string): Session['inputs'][number] {
  const [only, another] = session.inputs;
  const found = session.inputs.find((input) => input.name === name);
  if (found !== undefined) return found;
  if (only !== undefined && another === undefined) return only;
  throw new Failure('model-unsupported', `${session.path} has no input \`${name}\`; export it again.`);
}

function fixedSize(shape: readonly (number | string)[], scale: number): Size | undefined {
  const [, , height, width] = shape;
  if (typeof height !== 'number' || typeof width !== 'number') return undefined;
  return { width: width / scale, height: height / scale };
}

/** The first row: a graph of a fixed batch gives the same several times. */
function planesOf({ data, dims }: Numbers): Planes {
  const [, channels, height, width] = dims;
  return {
    data: data instanceof Float32Array ? data : Float32Array.from(data),
    channels: channels!,
    height: height!,
    width: width!,
  };
}

function sizeOfOne([, ...rest]: readonly number[]): number {
  return rest.reduce((product, size) => product * size, 1);
}
