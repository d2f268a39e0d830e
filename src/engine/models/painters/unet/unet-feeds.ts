/** @file What a U-Net may want to read, by the names of its inputs: latents and words, and what some families add. */
import type { PromptContext } from '../../../pipelines/diffusion-networks.ts';
import type { Feeds, Numbers, TensorInfo } from '../../../runtime/tensor-binder.ts';

/** One call, of several rows. */
export interface UnetCall {
  /** [rows, channels, height, width] */
  readonly sample: Numbers;
  readonly timestep: number;
  /** Of as many rows, the negative one first. */
  readonly context: PromptContext;
  readonly guidance: number;
  /** Pixels of a side for each latent. */
  readonly pixelsPerLatent: number;
}

type Feed = (call: UnetCall, input: TensorInfo, inputs: readonly TensorInfo[]) => Numbers | undefined;

/** A name that is not here is not known, and said by whoever binds feeds to inputs. */
const feeds: { readonly [input: string]: Feed } = {
  sample: ({ sample }) => sample,
  timestep: timesteps,
  encoder_hidden_states: ({ context }) => context.hidden,
  text_embeds: ({ context }) => context.pooled,
  time_ids: timeIds,
  timestep_cond: (call, { shape }) => guidanceRows(call, shape.at(-1)),
};

/** Inputs of the same number of rows as the call, or of one that counts for all. */
export function unetFeeds(inputs: readonly TensorInfo[], call: UnetCall): Feeds {
  const fed: Record<string, Numbers> = {};
  for (const input of inputs) {
    const feed = Object.hasOwn(feeds, input.name) ? feeds[input.name]?.(call, input, inputs) : undefined;
    if (feed !== undefined) fed[input.name] = feed;
  }
  return fed;
}

/** One for all rows, or one each where the export says that there are as many as rows. */
function timesteps({ sample, timestep }: UnetCall, { shape }: TensorInfo, inputs: readonly TensorInfo[]): Numbers {
  const [batch] = inputs.find(({ name }) => name === 'sample')?.shape ?? [];
  const rows = typeof batch === 'string' && batch !== '' && batch === shape[0] ? sample.dims[0]! : 1;
  return { data: new Float32Array(rows).fill(timestep), dims: [rows] };
}

/**
 * Of a picture that was neither scaled nor cropped, height before width (Podell et al. 2023, section 2.2): its size, the
 * corner of the crop, and the size once more, or how much it is liked.
 */
function timeIds({ sample, pixelsPerLatent }: UnetCall, { shape }: TensorInfo): Numbers {
  const [rows, , ...size] = sample.dims;
  const [height, width] = size.map((latents) => latents * pixelsPerLatent);
  const start = [height!, width!, 0, 0];
  const isScored = shape.at(-1) === start.length + 1;
  const ids = Array.from({ length: rows! }, (_, row) =>
    isScored ? [...start, likingOf(row, rows!)] : [...start, height!, width!],
  );
  return { data: Float32Array.from(ids.flat()), dims: [rows!, ids[0]!.length] };
}

/** As diffusers has them: of what is wanted 6 of 10, of what is not wanted 2.5. */
function likingOf(row: number, rows: number): number {
  return row < rows - 1 ? 2.5 : 6;
}

const LONGEST_WAVE = 10_000;

/** Numbers that guidance is told in, where the graph leaves it open. */
const GUIDANCE_WIDTH = 256;

/**
 * Guidance as an input (Luo et al. 2023, section 4.2): sines, then cosines of 1000 · (guidance − 1) times falling
 * frequencies. In 32 bits throughout, as torch has it: the angles are large, and rounding shows.
 */
function guidanceRows({ sample, guidance }: UnetCall, said: number | string | undefined): Numbers {
  const width = typeof said === 'number' ? said : GUIDANCE_WIDTH;
  const [rows] = sample.dims;
  const half = Math.floor(width / 2);
  const scale = Math.fround((guidance - 1) * 1000);
  const fall = Math.fround(Math.fround(Math.log(LONGEST_WAVE)) / (half - 1));
  const row = new Float32Array(width);
  for (let i = 0; i < half; i++) {
    const angle = Math.fround(scale * Math.fround(Math.exp(Math.fround(i * -fall))));
    row[i] = Math.sin(angle);
    row[half + i] = Math.cos(angle);
  }
  const data = new Float32Array(rows! * width);
  for (let at = 0; at < data.length; at += width) data.set(row, at);
  return { data, dims: [rows!, width] };
}
