/**
 * @file What lies in a diffusion model's folder: its parts, in the precision that is asked for, and every number that
 * differs between models. Descriptions are read first, graphs say the rest.
 */
import { join } from 'node:path';
import type { Precision } from '../../../language/plan/plan.ts';
import { type OnnxFile, readOnnxFile } from '../../runtime/onnx-file.ts';
import type { SchedulerSettings } from '../../schedulers/scheduler.ts';
import { loadTokenizer, type Tokenizer } from '../../text/clip-tokenizer.ts';
import type { AutoencoderSettings } from '../autoencoder.ts';
import { chooseGraph, type GraphWish, listGraphs } from '../graph-file.ts';
import { fileExists, JsonObject, readJsonFile } from '../json-file.ts';
import { graphFiles } from '../model-digest.ts';
import { requireFamily } from '../model-family.ts';
import { readSchedulerSettings } from '../scheduler-settings.ts';
import { type AutoencoderPlace, readAutoencoder } from './autoencoder-settings.ts';
import { type Architecture, type DiffusionFamily, familyOf, shapeOf } from './diffusion-family.ts';
import {
  type Description,
  type DiffusionPart,
  describe,
  describePart,
  findInModel,
  graphNames,
  tokenizerFiles,
  tokenizerFolder,
} from './diffusion-parts.ts';
import { refuseStrangers, requireChannels } from './strangers.ts';
import type { EncoderOutputs } from './text-encoder.ts';

export interface DiffusionFolder {
  /** Absolute. */
  readonly path: string;
  readonly family: DiffusionFamily;
  /** Of the U-Net. */
  readonly precision: Precision;
  readonly unet: string;
  readonly encoders: readonly EncoderPlace[];
  readonly autoencoder: AutoencoderPlace;
  readonly scheduler: SchedulerSettings;
  /** Whether an empty negative prompt is zeros. */
  readonly emptyIsZero: boolean;
  /** Whether guidance is an input of the U-Net. */
  readonly guidanceIsInput: boolean;
  /** A side of the pictures it was trained on, in pixels; undefined where nobody says. */
  readonly side: number | undefined;
  /** Every file that affects a picture. */
  readonly files: readonly string[];
}

/** A text encoder with what it needs. */
export interface EncoderPlace {
  readonly graph: string;
  readonly outputs: EncoderOutputs;
  readonly tokenizer: Tokenizer;
}

/**
 * Opens no session.
 * @throws Failure `model-missing`, `model-corrupt`, `model-unsupported`, `provider-unavailable`
 */
export async function readDiffusionFolder(path: string, wish: GraphWish): Promise<DiffusionFolder> {
  await requireFamily(path, 'stable-diffusion');
  const index = await readIndex(path);
  const main = await chooseGraph(path, graphNames('unet'), wish);
  const graph = await readOnnxFile(main.path);
  const unet = await describePart(path, 'unet');
  const scheduler = await readScheduler(path, index);
  const family = familyOf({ index: index.json, unet: unet.json, scheduler: scheduler.json, graph });
  const { architecture } = family;
  const autoencoder = await readAutoencoder(path, architecture, wish);
  requireChannels(path, channelsOf(graph, unet.json, autoencoder.settings), autoencoder.settings.latentChannels);
  const encoders = await readEncoders(path, { architecture, index: index.json, wish });
  const latents = sideOf(unet.json) ?? architecture.side;
  return {
    path,
    family,
    precision: main.precision,
    unet: main.path,
    encoders: encoders.map(({ place }) => place),
    autoencoder,
    scheduler: schedulerSettings(scheduler.json, architecture),
    emptyIsZero: architecture.readAt === 'penultimate' && index.json.boolean('force_zeros_for_empty_prompt', true),
    guidanceIsInput: graph.inputs.some(({ name }) => name === 'timestep_cond'),
    side: latents && latents * autoencoder.settings.pixelsPerLatent,
    files: [
      ...(await Promise.all([main.path, ...autoencoder.graphs].map(graphFiles))).flat(),
      ...encoders.flatMap(({ files }) => files),
      ...autoencoder.files,
      ...[unet, scheduler, architecture.readAt === 'penultimate' ? index : undefined].flatMap((one) => one?.path ?? []),
    ],
  };
}

/** A model's family and the precisions that its U-Net is there in. */
export interface PainterOutline {
  /** For people. */
  readonly family: string;
  readonly precisions: readonly Precision[];
}

/**
 * What can be said of a folder without choosing what it runs on; costs the reading of some kilobytes.
 * @throws Failure `model-missing`, `model-corrupt`, `model-unsupported`
 */
export async function outlinePainter(path: string): Promise<PainterOutline> {
  await requireFamily(path, 'stable-diffusion');
  const index = await readIndex(path);
  const graphs = await listGraphs(path, graphNames('unet'));
  const [first] = graphs;
  const graph = first === undefined ? { inputs: [] } : await readOnnxFile(first.path);
  const [unet, scheduler] = [await describePart(path, 'unet'), await readScheduler(path, index)];
  const { name } = familyOf({ index: index.json, unet: unet.json, scheduler: scheduler.json, graph });
  return { family: name, precisions: [...new Set(graphs.map(({ precision }) => precision))] };
}

async function readIndex(path: string): Promise<Description> {
  const index = await describe(path, 'model_index.json');
  const named = index.json.value('_class_name');
  await refuseStrangers(path, typeof named === 'string' ? named : undefined);
  return index;
}

const SCHEDULER = 'scheduler/scheduler_config.json';

/** Where there is a list of parts the scheduler is one; a handful of graphs alone has none. */
async function readScheduler(path: string, index: Description): Promise<Description> {
  const found = await findInModel(path, SCHEDULER);
  if (found === undefined && index.path === undefined) return { path: undefined, json: new JsonObject({}, path) };
  const file = found ?? join(path, SCHEDULER);
  return { path: file, json: await readJsonFile(file) };
}

/** What all Stable Diffusion models were trained with. */
const USUAL_NOISE = { beta_schedule: 'scaled_linear', beta_start: 0.00085, beta_end: 0.012 };

function schedulerSettings(config: JsonObject, { scheduler, forcesOffset }: Architecture): SchedulerSettings {
  const isEmpty = config.names().length === 0;
  const said = isEmpty ? new JsonObject({ ...USUAL_NOISE, _class_name: scheduler }, config.place) : config;
  const settings = readSchedulerSettings(said);
  return forcesOffset ? settings : { ...settings, stepsOffset: said.number('steps_offset', 0) };
}

function channelsOf(graph: OnnxFile, unet: JsonObject, { latentChannels }: AutoencoderSettings): number {
  const [, said] = shapeOf(graph, 'sample');
  return typeof said === 'number' ? said : unet.number('in_channels', latentChannels);
}

/** A number, or height and width. */
function sideOf(unet: JsonObject): number | undefined {
  const size = unet.value('sample_size');
  if (typeof size === 'number') return size;
  return Array.isArray(size) && size.length > 0
    ? Math.sqrt(unet.numbers('sample_size').reduce((a, b) => a * b))
    : undefined;
}

interface ReadEncoder {
  readonly place: EncoderPlace;
  readonly files: readonly string[];
}

interface EncoderWish {
  readonly architecture: Architecture;
  readonly index: JsonObject;
  readonly wish: GraphWish;
}

/** Those that the list of parts does not leave out: the refiner of Stable Diffusion XL has the second alone. */
function readEncoders(path: string, { architecture, index, wish }: EncoderWish): Promise<ReadEncoder[]> {
  const parts = architecture.encoders.filter((part) => index.list(part, ['any'])[0] !== null);
  return Promise.all(parts.map((part) => readEncoder(path, part, { architecture, index, wish })));
}

async function readEncoder(
  path: string,
  part: DiffusionPart,
  { architecture, wish }: EncoderWish,
): Promise<ReadEncoder> {
  const { path: graph } = await chooseGraph(path, graphNames(part), { ...wish, isPreference: true });
  const [config, folder] = [await describePart(path, part), await tokenizerFolder(path, part)];
  const described = tokenizerFiles.map((name) => join(folder, name));
  const there = await Promise.all(described.map(fileExists));
  return {
    place: {
      graph,
      outputs: encoderOutputs(await readOnnxFile(graph), config.json, architecture),
      tokenizer: await loadTokenizer(folder),
    },
    files: [
      ...(await graphFiles(graph)),
      ...(config.path ? [config.path] : []),
      ...described.filter((_, i) => there[i]),
    ],
  };
}

/** The layer before the last one by the configuration's count of layers, or by what the graph gives. */
function encoderOutputs(graph: OnnxFile, config: JsonObject, { readAt }: Architecture): EncoderOutputs {
  const names = graph.outputs.map(({ name }) => name);
  const [only, another] = names;
  if (readAt === 'last') return { hidden: another === undefined && only !== undefined ? only : 'last_hidden_state' };
  const layers = names.flatMap((name) => /^hidden_states\.(\d+)$/.exec(name)?.[1] ?? []).map(Number);
  const counted = layers.length === 1 ? layers[0]! : Math.max(...layers) - 1;
  const layer = config.value('num_hidden_layers') === undefined ? counted : config.number('num_hidden_layers') - 1;
  return { hidden: `hidden_states.${layer}`, ...(names.includes('text_embeds') && { pooled: 'text_embeds' }) };
}
