/** @file The two graphs of an autoencoder: what they read, in which sizes, and one run of either. */
import { Failure } from '../../../../protocol/failure.ts';
import type { Size } from '../../../images/region.ts';
import { requireFinite } from '../../../pipelines/finite-numbers.ts';
import type { Planes, TileScale } from '../../../pipelines/tiles.ts';
import type { Session } from '../../../runtime/sessions/session.ts';
import type { Numbers } from '../../../runtime/tensor-binder.ts';
import { outputOf } from '../../graphs/graph-output.ts';

/** One of the two graphs. */
interface Port {
  readonly part: 'decoder' | 'encoder';
  readonly work: 'decoded' | 'encoded';
  readonly reads: 'latents' | 'pixels';
  readonly input: string;
  output(session: Session): string;
}

export const decoderPort: Port = {
  part: 'decoder',
  work: 'decoded',
  reads: 'latents',
  input: 'latent_sample',
  output: (session) => outputOf(session, 'sample'),
};

/** Exports of today give means and variances; older ones have drawn from them already. */
export const encoderPort: Port = {
  part: 'encoder',
  work: 'encoded',
  reads: 'pixels',
  input: 'sample',
  output: (session) => {
    const isNew = session.outputs.some(({ name }) => name === 'latent_parameters');
    return outputOf(session, isNew ? 'latent_parameters' : 'latent_sample');
  },
};

/** A graph that is ready for one picture. */
export interface OpenGraph {
  readonly place: AutoencoderPlace;
  readonly work: Port['work'];
  readonly scale: TileScale;
  /** In latents, where the graph takes no other size. */
  readonly fixed: Size | undefined;
  readonly run: (whole: Planes) => Promise<Planes>;
}

/** Where a graph belongs. */
export interface AutoencoderPlace {
  /** The model's folder, for messages. */
  readonly model: string;
  /** Pixels of a side for each latent. */
  readonly pixelsPerLatent: number;
}

/** @throws Failure `model-unsupported` when the graph reads something else */
export function openGraph(session: Session, port: Port, place: AutoencoderPlace, signal: AbortSignal): OpenGraph {
  const { model, pixelsPerLatent } = place;
  const [input, output] = [inputOf(session, port.input), port.output(session)];
  const scale = port.reads === 'latents' ? { from: 1, to: pixelsPerLatent } : { from: pixelsPerLatent, to: 1 };
  return {
    place,
    work: port.work,
    scale,
    fixed: fixedSize(input.shape, scale.from),
    run: async ({ data, channels, height, width }) => {
      const feeds = { [input.name]: { data, dims: [1, channels, height, width] } };
      const [result] = await session.run(feeds, [output], signal);
      requireFinite(result!.data, `the ${port.part} of ${model}`, input.type === 'float16');
      return planesOf({ data: result!.data.subarray(0, sizeOfOne(result!.dims)), dims: result!.dims });
    },
  };
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
export function planesOf({ data, dims }: Numbers): Planes {
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
