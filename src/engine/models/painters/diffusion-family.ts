/** @file The families of latent diffusion models that are drawn with, as data, and how to tell them apart. */

import type { JsonObject } from '../../files/json-file.ts';
import type { LatentSpace } from '../../pipelines/latent-colours.ts';
import type { OnnxFile } from '../../runtime/onnx/onnx-file.ts';

/** What is known of a model before its own files say otherwise. */
export interface Architecture {
  /** For people. */
  readonly name: string;
  /** The same, distilled to draw in few steps without guidance. */
  readonly turbo: string;
  /** Features of a token as the network reads it; absent: any. */
  readonly contextWidth?: number;
  readonly encoders: readonly ('text_encoder' | 'text_encoder_2')[];
  /** Which of its layers a text encoder is read at; of two encoders the second says the pooled part, too. */
  readonly readAt: 'last' | 'penultimate';
  /** What its autoencoder's latents are multiplied by. */
  readonly scaling: number;
  readonly latentSpace?: LatentSpace;
  /** A side of the pictures it was trained on, in latents. */
  readonly side?: number;
  /** The scheduler of diffusers that a model without files of its own is drawn with. */
  readonly scheduler: string;
  /** Whether diffusers' pipeline starts its steps one later whatever the scheduler's file says. */
  readonly forcesOffset: boolean;
}

const stableDiffusion = {
  turbo: 'Stable Diffusion Turbo',
  encoders: ['text_encoder'],
  readAt: 'last',
  scaling: 0.18215,
  scheduler: 'PNDMScheduler',
  forcesOffset: true,
} as const;

const one: Architecture = {
  ...stableDiffusion,
  name: 'Stable Diffusion 1',
  contextWidth: 768,
  latentSpace: 'sd',
  side: 64,
};

const two: Architecture = {
  ...stableDiffusion,
  name: 'Stable Diffusion 2',
  turbo: 'SD-Turbo',
  contextWidth: 1024,
  latentSpace: 'sd',
  side: 64,
};

/** Of other sizes, such as the starter pack. */
const other: Architecture = { ...stableDiffusion, name: 'Stable Diffusion' };

const xl: Architecture = {
  name: 'Stable Diffusion XL',
  turbo: 'SDXL-Turbo',
  encoders: ['text_encoder', 'text_encoder_2'],
  readAt: 'penultimate',
  scaling: 0.13025,
  latentSpace: 'sdxl',
  side: 128,
  scheduler: 'EulerDiscreteScheduler',
  forcesOffset: false,
};

export type Distillation = 'turbo' | 'lcm';

export interface DiffusionFamily {
  /** For people. */
  readonly name: string;
  readonly architecture: Architecture;
  /** Drawn in few steps, without guidance or with it as an input. */
  readonly distilled?: Distillation;
}

/** What tells families apart; each may be an empty object where an export has no such file. */
export interface FamilySigns {
  /** `model_index.json` */
  readonly index: JsonObject;
  /** `unet/config.json` */
  readonly unet: JsonObject;
  /** `scheduler/scheduler_config.json` */
  readonly scheduler: JsonObject;
  readonly graph: Pick<OnnxFile, 'inputs'>;
}

export function familyOf(signs: FamilySigns): DiffusionFamily {
  const architecture = architectureOf(signs);
  const distilled = distillationOf(signs);
  if (distilled === undefined) return { name: architecture.name, architecture };
  const name = distilled === 'turbo' ? architecture.turbo : `${architecture.name} LCM`;
  return { name, architecture, distilled };
}

/** The pipeline's class, then the network's configuration, then the graph itself. */
function architectureOf({ index, unet, graph }: FamilySigns): Architecture {
  const isXl =
    /StableDiffusionXL/.test(index.string('_class_name', '')) ||
    unet.value('addition_embed_type') === 'text_time' ||
    has(graph, 'text_embeds');
  if (isXl) return xl;
  const width = unet.value('cross_attention_dim') ?? shapeOf(graph, 'encoder_hidden_states').at(-1);
  return [one, two].find(({ contextWidth }) => contextWidth === width) ?? other;
}

function distillationOf({ index, scheduler, graph }: FamilySigns): Distillation | undefined {
  const sampler = scheduler.string('_class_name', '');
  const isLcm = has(graph, 'timestep_cond') || sampler === 'LCMScheduler';
  if (isLcm || /LatentConsistency/.test(index.string('_class_name', ''))) return 'lcm';
  return isTurbo(scheduler, sampler) ? 'turbo' : undefined;
}

/** Stability's Turbo models are told by their sampler: other models with trailing steps predict velocities. */
function isTurbo(scheduler: JsonObject, sampler: string): boolean {
  return (
    /^Euler(Ancestral)?DiscreteScheduler$/.test(sampler) &&
    scheduler.value('timestep_spacing') === 'trailing' &&
    scheduler.string('prediction_type', 'epsilon') === 'epsilon'
  );
}

function has(graph: FamilySigns['graph'], input: string): boolean {
  return graph.inputs.some(({ name }) => name === input);
}

export function shapeOf(graph: FamilySigns['graph'], input: string): readonly (number | string)[] {
  return graph.inputs.find(({ name }) => name === input)?.shape ?? [];
}
