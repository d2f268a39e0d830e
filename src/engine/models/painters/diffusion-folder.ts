/**
 * @file What lies in a diffusion model's folder: its parts, in the precision that is asked for, and every number that
 * differs between models. Descriptions are read first, graphs say the rest.
 */
import type { Precision } from '../../../language/plan/plan.ts';
import { type OnnxFile, readOnnxFile } from '../../runtime/onnx/onnx-file.ts';
import { chooseGraph, type GraphWish, hasGraph, listGraphs, missingGraph } from '../graphs/graph-file.ts';
import { graphFiles } from '../model-digest.ts';
import { requireFamily } from '../model-family.ts';
import { type AutoencoderPlace, readAutoencoder } from './autoencoder/autoencoder-files.ts';
import { type DiffusionFamily, familyOf, shapeOf } from './diffusion-family.ts';
import { type Description, descriptionAt, descriptionOfPart, partNames } from './diffusion-parts.ts';
import { refuseOtherFormats } from './other-formats.ts';
import { readScheduler, type SchedulerMaker, schedulerMaker } from './scheduler/scheduler-file.ts';
import { refuseStrangers, requireChannels } from './strangers.ts';
import { type EncoderPlace, readEncoders } from './words/encoder-files.ts';

export interface DiffusionFolder {
  /** Absolute. */
  readonly path: string;
  readonly family: DiffusionFamily;
  /** Of the U-Net. */
  readonly precision: Precision;
  readonly unet: string;
  readonly encoders: readonly EncoderPlace[];
  readonly autoencoder: AutoencoderPlace;
  readonly scheduler: SchedulerMaker;
  /** Channels that the U-Net reads: of the latents, and beside them of a mask and what is under it. */
  readonly inputChannels: number;
  /** Whether an empty negative prompt is zeros. */
  readonly emptyIsZero: boolean;
  /** Whether guidance is an input of the U-Net. */
  readonly guidanceIsInput: boolean;
  /** A side of the pictures it was trained on, in pixels; undefined where nobody says. */
  readonly side: number | undefined;
  /** Every file that affects a picture. */
  readonly files: readonly string[];
  /** Of these the ones that affect a stage before it. */
  readonly stageFiles: StageFiles;
}

interface StageFiles {
  /** What the network reads of words. */
  readonly words: readonly string[];
  /** The latents of the last step, but for `words`. */
  readonly latents: readonly string[];
  /** The latents that an image is turned into. */
  readonly encoder: readonly string[];
}

/**
 * Opens no session.
 * @throws Failure `model-missing`, `model-corrupt`, `model-unsupported`, `provider-unavailable`
 */
export async function readDiffusionFolder(path: string, wish: GraphWish): Promise<DiffusionFolder> {
  const index = await readIndex(path);
  const { path: unet, precision } = await chooseGraph(path, partNames('unet'), wish);
  const { family, graph, descriptions, ...described } = await describeModel(path, index, unet);
  const { architecture } = family;
  const autoencoder = await readAutoencoder(path, architecture, wish);
  const { latentChannels, pixelsPerLatent } = autoencoder.settings;
  const inputChannels = channelsOf(graph, described.channels ?? latentChannels);
  requireChannels(path, inputChannels, latentChannels);
  const encoders = await readEncoders(path, { architecture, index: index.json, wish });
  const words = encoders.flatMap(({ files }) => files);
  const latents = [...(await graphFiles(unet)), ...descriptions.flatMap((one) => one.path ?? [])];
  const encoder = autoencoder.encoder === undefined ? [] : await graphFiles(autoencoder.encoder);
  return {
    path,
    family,
    precision,
    unet,
    encoders: encoders.map(({ place }) => place),
    autoencoder,
    scheduler: described.scheduler,
    inputChannels,
    emptyIsZero: isXl(family) && index.json.boolean('force_zeros_for_empty_prompt', true),
    guidanceIsInput: graph.inputs.some(({ name }) => name === 'timestep_cond'),
    side: described.side && described.side * pixelsPerLatent,
    files: [...words, ...latents, ...encoder, ...(await graphFiles(autoencoder.decoder)), ...autoencoder.files],
    stageFiles: { words, latents, encoder: [...encoder, ...autoencoder.files] },
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
  const index = await readIndex(path);
  const graphs = await listGraphs(path, partNames('unet'));
  const [first] = graphs;
  if (first === undefined) throw missingGraph(path, partNames('unet'));
  const { family } = await describeModel(path, index, first.path);
  return { family: family.name, precisions: [...new Set(graphs.map(({ precision }) => precision))] };
}

/** @throws Failure `model-missing`, `model-corrupt`, `model-unsupported` when it is no model that is drawn with */
async function readIndex(path: string): Promise<Description> {
  if (!(await hasGraph(path, partNames('unet')))) await refuseOtherFormats(path);
  await requireFamily(path, 'stable-diffusion');
  const index = await descriptionAt(path, 'model_index.json');
  const named = index.json.value('_class_name');
  await refuseStrangers(path, typeof named === 'string' ? named : undefined);
  return index;
}

interface ModelDescription {
  readonly family: DiffusionFamily;
  /** Of the U-Net. */
  readonly graph: OnnxFile;
  readonly scheduler: SchedulerMaker;
  /** In latents. */
  readonly side: number | undefined;
  /** That the configuration says the U-Net reads. */
  readonly channels: number | undefined;
  /** That affect a picture. */
  readonly descriptions: readonly Description[];
}

async function describeModel(path: string, index: Description, main: string): Promise<ModelDescription> {
  const graph = await readOnnxFile(main);
  const [unet, scheduler] = [await descriptionOfPart(path, 'unet'), await readScheduler(path, index)];
  const family = familyOf({ index: index.json, unet: unet.json, scheduler: scheduler.json, graph });
  const [side, channels] = [unet.json.value('sample_size'), unet.json.value('in_channels')];
  return {
    family,
    graph,
    scheduler: schedulerMaker(scheduler.json, family.architecture, index.json.string('_class_name', '')),
    side: typeof side === 'number' ? side : family.architecture.side,
    channels: typeof channels === 'number' ? channels : undefined,
    descriptions: [unet, scheduler, ...(isXl(family) ? [index] : [])],
  };
}

function isXl({ architecture }: DiffusionFamily): boolean {
  return architecture.readAt === 'penultimate';
}

/** Of the network's input; a graph may leave them open. */
export function channelsOf(graph: Pick<OnnxFile, 'inputs'>, otherwise: number): number {
  const [, said] = shapeOf(graph, 'sample');
  return typeof said === 'number' ? said : otherwise;
}
