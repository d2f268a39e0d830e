/**
 * @file Which inputs and outputs of a graph are whose. Transformers' exports have names of their own, OpenCLIP's have any;
 * ranks and dtypes tell them apart.
 */
import { Failure } from '../../../protocol/failure.ts';
import type { OnnxFile } from '../../runtime/onnx/onnx-file.ts';
import type { TensorInfo } from '../../runtime/tensor-binder.ts';
import { patchOutputOf } from './patch-port.ts';

export type Half = 'text' | 'vision';

/** Of one half: the input that pictures or tokens go into, and the output that embeddings come out of. */
export interface Ports {
  readonly input: TensorInfo;
  readonly output: TensorInfo;
  /** Of pictures: embeddings of their parts, where the graph gives them. */
  readonly patches?: TensorInfo;
}

/** Integers that are not tokens. */
const COMPANIONS = /mask|position|type/i;

/** The input of a half; undefined when the graph does not have that half. */
export function inputOf({ inputs }: OnnxFile, half: Half): TensorInfo | undefined {
  return inputs.find(isInput[half]);
}

const isInput: { readonly [H in Half]: (input: TensorInfo) => boolean } = {
  text: ({ name, type, shape }) => /^int(32|64)$/.test(type) && shape.length === 2 && !COMPANIONS.test(name),
  vision: ({ type, shape }) => type.startsWith('float') && shape.length === 4,
};

/**
 * @param path for the message
 * @param isPooled whether embeddings are what transformers calls the pooled output, as SigLIP's are
 * @throws Failure `model-unsupported`
 */
export function portsOf(file: OnnxFile, half: Half, path: string, isPooled: boolean): Ports {
  const input = inputOf(file, half);
  if (input === undefined) throw unsupported(path, `has no input for ${things[half]}`);
  if (half === 'vision' && input.shape[3] === 3 && input.shape[1] !== 3) {
    throw unsupported(path, 'wants the channels of pictures last');
  }
  const output = outputOf(file, half, path, isPooled);
  const patches = half === 'vision' ? patchOutputOf(file, output.shape.at(-1)) : undefined;
  return { input, output, ...(patches && { patches }) };
}

const things: { readonly [H in Half]: string } = { text: 'tokens', vision: 'pictures' };

/** The likeliest first. */
const names: { readonly [H in Half]: readonly RegExp[] } = {
  text: [/^text_embeds?$/, /text.*(embed|feature)/i],
  vision: [/^image_embeds?$/, /(image|vis).*(embed|feature)/i],
};

function outputOf(file: OnnxFile, half: Half, path: string, isPooled: boolean): TensorInfo {
  const rows = file.outputs.filter(({ shape }) => shape.length === 2 || shape.length === 0);
  const named = [...names[half], ...(isPooled ? [/^pooler_output$/] : [])]
    .map((name) => rows.find((output) => name.test(output.name)))
    .find((output) => output !== undefined);
  if (named !== undefined) return named;
  const others = rows.filter(({ name }) => !/logit|pooler|hidden/i.test(name));
  const [only, another] = others;
  if (only !== undefined && another === undefined) return only;
  const there = file.outputs.map(({ name }) => `\`${name}\``).join(', ');
  throw unsupported(path, `has no embeddings of ${things[half]} among its outputs (${there})`);
}

function unsupported(path: string, what: string): Failure {
  return new Failure('model-unsupported', `${path} ${what}; export it with its projections, in the standard layout.`);
}
