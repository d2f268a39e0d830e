/**
 * @file Model folders made of a few operators, in the layouts of real exports: quick to write, to read and to reason
 * about. The tokenizer is the recorded one of test/fixtures/text.
 */
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type OnnxGraph,
  type OnnxNode,
  type OnnxType,
  type OnnxWeight,
  onnxTypes,
  writeOnnx,
} from '../../../src/engine/runtime/onnx/onnx-writer.ts';
import { fixtures } from './fixture.ts';

export interface DiffusionForm {
  readonly ids?: 'int32' | 'int64';
  readonly numbers?: 'float32' | 'float16';
  readonly timestep?: { readonly type: OnnxType; readonly shape: readonly (number | string)[] };
  /** Fixed by the export; free when absent. */
  readonly batch?: number;
  /** Tokens of context, fixed by the export; free when absent. */
  readonly context?: number;
  /** An input of the U-Net that nothing is known of. */
  readonly extra?: string;
  /** Where more numbers than these go in, a graph asks for more memory than any machine has. */
  readonly memory?: { readonly unet?: number; readonly decoder?: number };
}

/** Latents and pixels are the same size; 4 channels of latents, the first three are the colours. */
export async function writeTinyDiffusion(folder: string, form: DiffusionForm = {}): Promise<void> {
  await writeGraph(join(folder, 'text_encoder/model.onnx'), textEncoder(form));
  await writeGraph(join(folder, 'unet/model.onnx'), unet(form));
  await writeGraph(join(folder, 'vae_decoder/model.onnx'), decoder(form));
  await writeJson(join(folder, 'model_index.json'), { _class_name: 'StableDiffusionPipeline' });
  await writeJson(join(folder, 'unet/config.json'), { in_channels: 4 });
  await writeJson(join(folder, 'vae_decoder/config.json'), { block_out_channels: [8], scaling_factor: 0.5 });
  await writeJson(join(folder, 'scheduler/scheduler_config.json'), {
    beta_schedule: 'scaled_linear',
    beta_start: 0.00085,
    beta_end: 0.012,
    prediction_type: 'v_prediction',
    timestep_spacing: 'trailing',
  });
  await cp(`${fixtures}text/padded`, join(folder, 'tokenizer'), { recursive: true });
}

/** Each token becomes [id, id]. */
function textEncoder({ ids = 'int64', numbers = 'float32' }: DiffusionForm): OnnxGraph {
  return {
    inputs: [{ name: 'input_ids', type: ids, shape: ['batch', 'sequence'] }],
    outputs: [{ name: 'last_hidden_state', type: numbers, shape: ['batch', 'sequence', 2] }],
    nodes: [
      { operator: 'Cast', inputs: ['input_ids'], outputs: ['float'], attributes: { to: onnxTypes[numbers] } },
      { operator: 'Unsqueeze', inputs: ['float', 'last'], outputs: ['column'] },
      { operator: 'Concat', inputs: ['column', 'column'], outputs: ['last_hidden_state'], attributes: { axis: 2 } },
    ],
    weights: [constant('last', 2)],
  };
}

/** sample / 1000 + mean(context) / 1000 + timestep / 1000. */
function unet(form: DiffusionForm): OnnxGraph {
  const {
    numbers = 'float32',
    timestep = { type: 'int64', shape: ['steps'] },
    batch = 'batch',
    context = 'sequence',
    extra,
    memory,
  } = form;
  const hunger = memory?.unet === undefined ? undefined : hungerBeyond('sample', memory.unet);
  return {
    inputs: [
      { name: 'sample', type: numbers, shape: [batch, 4, 'height', 'width'] },
      { name: 'timestep', ...timestep },
      { name: 'encoder_hidden_states', type: numbers, shape: [batch, context, 2] },
      ...(extra ? [{ name: extra, type: numbers, shape: [1] } as const] : []),
    ],
    outputs: [{ name: 'out_sample', type: numbers, shape: [batch, 4, 'height', 'width'] }],
    nodes: [
      { operator: 'Cast', inputs: ['sample'], outputs: ['x'], attributes: { to: onnxTypes.float32 } },
      { operator: 'Cast', inputs: ['timestep'], outputs: ['time'], attributes: { to: onnxTypes.float32 } },
      { operator: 'ReduceMax', inputs: ['time'], outputs: ['t'], attributes: { keepdims: 0 } },
      {
        operator: 'Cast',
        inputs: ['encoder_hidden_states'],
        outputs: ['states'],
        attributes: { to: onnxTypes.float32 },
      },
      { operator: 'ReduceMean', inputs: ['states'], outputs: ['mean'], attributes: { axes: [1, 2], keepdims: 1 } },
      { operator: 'Unsqueeze', inputs: ['mean', 'last'], outputs: ['context'] },
      { operator: 'Add', inputs: ['x', 'context'], outputs: ['a'] },
      { operator: 'Add', inputs: ['a', 't'], outputs: ['b'] },
      { operator: 'Div', inputs: ['b', 'thousand'], outputs: [hunger ? 'rest' : 'y'] },
      ...(hunger ? [...hunger.nodes, { operator: 'Add', inputs: ['rest', 'nothing'], outputs: ['y'] }] : []),
      { operator: 'Cast', inputs: ['y'], outputs: ['out_sample'], attributes: { to: onnxTypes[numbers] } },
    ],
    weights: [
      constant('last', 3),
      { name: 'thousand', dims: [], data: Float32Array.of(1000) },
      ...(hunger?.weights ?? []),
    ],
  };
}

/** The first three channels. */
function decoder({ numbers = 'float32', memory }: DiffusionForm): OnnxGraph {
  const hunger = memory?.decoder === undefined ? undefined : hungerBeyond('latent_sample', memory.decoder);
  return {
    inputs: [{ name: 'latent_sample', type: numbers, shape: ['batch', 4, 'height', 'width'] }],
    outputs: [{ name: 'sample', type: numbers, shape: ['batch', 3, 'height', 'width'] }],
    nodes: [
      {
        operator: 'Slice',
        inputs: ['latent_sample', 'from', 'to', 'axis'],
        outputs: [hunger ? 'rest' : 'sample'],
      },
      ...(hunger ? [...hunger.nodes, { operator: 'Add', inputs: ['rest', 'nothing'], outputs: ['sample'] }] : []),
    ],
    weights: [constant('from', 0), constant('to', 3), constant('axis', 1), ...(hunger?.weights ?? [])],
  };
}

/** `nothing`, which is 0 and takes terabytes where `input` has more numbers than `most`. */
function hungerBeyond(input: string, most: number): Required<Pick<OnnxGraph, 'nodes' | 'weights'>> {
  return {
    nodes: [
      { operator: 'Size', inputs: [input], outputs: ['count'] },
      { operator: 'Sub', inputs: ['count', 'most'], outputs: ['beyond'] },
      { operator: 'Max', inputs: ['beyond', 'none'], outputs: ['excess'] },
      { operator: 'Mul', inputs: ['excess', 'terabytes'], outputs: ['bytes'] },
      { operator: 'Add', inputs: ['bytes', 'one'], outputs: ['length'] },
      { operator: 'ConstantOfShape', inputs: ['length'], outputs: ['heap'] },
      { operator: 'ReduceMax', inputs: ['heap'], outputs: ['nothing'], attributes: { keepdims: 0 } },
    ],
    weights: [
      constant('most', most),
      constant('none', 0),
      constant('one', 1),
      { name: 'terabytes', dims: [1], data: BigInt64Array.of(1n << 42n) },
    ],
  };
}

export interface ClipForm {
  readonly kind: 'split' | 'joint';
  readonly mask?: boolean;
  readonly batch?: number;
  readonly config?: { readonly [name: string]: unknown };
}

/** The trained scale of the joint form: what logits are cosines multiplied by. */
export const TINY_LOGIT_SCALE = 20;

/** Embeddings have two numbers: of a text [last id, first id], of a picture [mean, 1]. Pictures are 4×4. */
export async function writeTinyClip(folder: string, form: ClipForm): Promise<void> {
  const graphs = form.kind === 'split' ? splitClip(form) : { model: jointClip() };
  for (const [name, graph] of Object.entries(graphs)) await writeGraph(join(folder, `onnx/${name}.onnx`), graph);
  await writeJson(join(folder, 'config.json'), { model_type: 'clip', projection_dim: 2, ...form.config });
  await writeJson(join(folder, 'preprocessor_config.json'), {
    size: { shortest_edge: 4 },
    crop_size: 4,
    image_mean: [0, 0, 0],
    image_std: [1, 1, 1],
  });
  await cp(`${fixtures}text/whole`, folder, { recursive: true });
}

function splitClip({ mask = false, batch = 0 }: ClipForm): { readonly [name: string]: OnnxGraph } {
  const rows = batch === 0 ? 'batch' : batch;
  return {
    text_model: {
      inputs: [
        { name: 'input_ids', type: 'int64', shape: [rows, 77] },
        ...(mask ? [{ name: 'attention_mask', type: 'int64', shape: [rows, 77] } as const] : []),
      ],
      outputs: [{ name: 'text_embeds', type: 'float32', shape: [rows, 2] }],
      nodes: textNodes,
      weights: textWeights,
    },
    vision_model: {
      inputs: [{ name: 'pixel_values', type: 'float32', shape: [rows, 3, 4, 4] }],
      outputs: [
        { name: 'image_embeds', type: 'float32', shape: [rows, 2] },
        { name: 'patches', type: 'float32', shape: [rows, 1] },
      ],
      nodes: visionNodes,
      weights: visionWeights,
    },
  };
}

function jointClip(): OnnxGraph {
  return {
    inputs: [
      { name: 'input_ids', type: 'int64', shape: ['texts', 77] },
      { name: 'pixel_values', type: 'float32', shape: ['images', 3, 4, 4] },
      { name: 'attention_mask', type: 'int64', shape: ['texts', 77] },
    ],
    outputs: [
      { name: 'logits_per_image', type: 'float32', shape: ['images', 'texts'] },
      { name: 'text_embeds', type: 'float32', shape: ['texts', 2] },
      { name: 'image_embeds', type: 'float32', shape: ['images', 2] },
    ],
    nodes: [
      ...textNodes,
      ...visionNodes,
      ...unitNodes('text_embeds', 'text_unit'),
      ...unitNodes('image_embeds', 'image_unit'),
      { operator: 'Transpose', inputs: ['text_unit'], outputs: ['columns'], attributes: { perm: [1, 0] } },
      { operator: 'MatMul', inputs: ['image_unit', 'columns'], outputs: ['cosines'] },
      { operator: 'Mul', inputs: ['cosines', 'scale'], outputs: ['logits_per_image'] },
    ],
    weights: [...textWeights, ...visionWeights, { name: 'scale', dims: [], data: Float32Array.of(TINY_LOGIT_SCALE) }],
  };
}

/** Numbers 2 and 1 of a row: the first word, and the start. */
const textNodes: readonly OnnxNode[] = [
  { operator: 'Cast', inputs: ['input_ids'], outputs: ['float_ids'], attributes: { to: onnxTypes.float32 } },
  { operator: 'Gather', inputs: ['float_ids', 'columns_read'], outputs: ['text_embeds'], attributes: { axis: 1 } },
];

const textWeights: readonly OnnxWeight[] = [{ name: 'columns_read', dims: [2], data: BigInt64Array.of(1n, 0n) }];

const visionNodes: readonly OnnxNode[] = [
  { operator: 'Flatten', inputs: ['pixel_values'], outputs: ['flat'] },
  { operator: 'ReduceMean', inputs: ['flat'], outputs: ['patches'], attributes: { axes: [1], keepdims: 1 } },
  { operator: 'MatMul', inputs: ['patches', 'spread'], outputs: ['first'] },
  { operator: 'Add', inputs: ['first', 'second'], outputs: ['image_embeds'] },
];

const visionWeights: readonly OnnxWeight[] = [
  { name: 'spread', dims: [1, 2], data: Float32Array.of(1, 0) },
  { name: 'second', dims: [1, 2], data: Float32Array.of(0, 1) },
];

function unitNodes(from: string, to: string): OnnxNode[] {
  return [{ operator: 'LpNormalization', inputs: [from], outputs: [to], attributes: { axis: 1, p: 2 } }];
}

function constant(name: string, value: number): OnnxWeight {
  return { name, dims: [1], data: BigInt64Array.of(BigInt(value)) };
}

async function writeGraph(path: string, graph: OnnxGraph): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, writeOnnx(graph));
}

export async function writeJson(path: string, value: unknown): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, JSON.stringify(value));
}
