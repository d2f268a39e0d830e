/** @file Diffusion models that are not drawn with here: each is refused by its name, with what to use instead. */
import { readdir } from 'node:fs/promises';
import { Failure } from '../../../protocol/failure.ts';

const USUAL = 'use a Stable Diffusion 1, 2, XL, Turbo or LCM model';

interface Stranger {
  readonly sign: RegExp;
  readonly what: string;
  readonly instead?: string;
}

/** By folders; they tell also where `model_index.json` is not there. */
const folders: readonly Stranger[] = [
  {
    sign: /^ORT_CUDA$/,
    what: "engines for ONNX Runtime's CUDA demonstration (`ORT_CUDA`)",
    instead: 'use an export in the layout of Optimum, such as the repository that they were made from',
  },
  { sign: /^transformer(_2)?$/, what: 'a diffusion transformer (`transformer`), such as Stable Diffusion 3 or Flux' },
  { sign: /^prior(_.*)?$/, what: 'a model of two stages (`prior`), such as Kandinsky or Stable Cascade' },
];

/** By `_class_name` of `model_index.json`. */
const classes: readonly Stranger[] = [
  { sign: /StableDiffusion3/, what: 'Stable Diffusion 3' },
  { sign: /Flux/, what: 'Flux' },
  {
    sign: /InstructPix2Pix/,
    what: 'InstructPix2Pix, which edits images by instructions',
    instead: 'draw with an `init` image instead',
  },
  { sign: /Depth2Img/, what: 'a model that reads depths' },
  { sign: /Upscale/, what: 'a model that enlarges images' },
  { sign: /ControlNet|Adapter/, what: 'a model with a network beside its own', instead: `${USUAL} without one` },
  {
    sign: /UnCLIP|Variation|PaintByExample|GLIGEN|Video|AnimateDiff/i,
    what: 'a model that draws from more than words',
  },
];

/** Pipelines of the families that are drawn with; what is in them is known by its inputs. */
const KNOWN = /StableDiffusion|LatentConsistency/;

/**
 * @param pipeline `_class_name`; undefined where there is none
 * @throws Failure `model-unsupported`
 */
export async function refuseStrangers(folder: string, pipeline: string | undefined): Promise<void> {
  const names = await readdir(folder);
  const named = pipeline === undefined ? undefined : strangerOf(pipeline);
  const stranger = named ?? folders.find(({ sign }) => names.some((name) => sign.test(name)));
  if (stranger !== undefined) throw refusal(folder, stranger.what, stranger.instead);
}

function strangerOf(pipeline: string): Omit<Stranger, 'sign'> | undefined {
  const known = classes.find(({ sign }) => sign.test(pipeline));
  return known ?? (KNOWN.test(pipeline) ? undefined : { what: `a \`${pipeline}\`` });
}

/** By what the network reads beside latents. */
const readers: { readonly [channels: number]: Omit<Stranger, 'sign'> } = {
  5: { what: 'a model that reads depths' },
  7: { what: 'a model that enlarges images' },
  8: {
    what: 'InstructPix2Pix, which edits images by instructions',
    instead: 'draw with an `init` image instead',
  },
};

/**
 * A network reads latents, or with them a mask and the latents of a masked image.
 * @param channels of its input
 * @throws Failure `model-unsupported`
 */
export function requireChannels(folder: string, channels: number, latentChannels: number): void {
  if (channels === latentChannels || channels === 2 * latentChannels + 1) return;
  const { what, instead } = readers[channels] ?? { what: `a model whose network reads ${channels} channels` };
  throw refusal(folder, what, instead);
}

function refusal(folder: string, what: string, instead = USUAL): Failure {
  return new Failure('model-unsupported', `${folder} holds ${what}, which is not supported; ${instead}.`);
}
