/** @file Opens the model of a folder as a judge, whatever kind of export it is. */

import { rememberedFigure } from '../../files/digest-memory.ts';
import { fileDigest } from '../../files/file-digest.ts';
import { createPreprocessor } from '../../images/clip-preprocessor.ts';
import type { Size } from '../../images/region.ts';
import { RecentMap } from '../../recent-map.ts';
import { readOnnxFile } from '../../runtime/onnx/onnx-file.ts';
import { chooseProvider } from '../../runtime/providers/provider-choice.ts';
import type { SessionOptions } from '../../runtime/sessions/session.ts';
import { loadTokenizer } from '../../text/load-tokenizer.ts';
import type { Judge } from '../judge.ts';
import { graphFiles, modelDigest } from '../model-digest.ts';
import { requireFamily } from '../model-family.ts';
import type { ModelRequest } from '../model-request.ts';
import { type Half, type Ports, portsOf } from './graph-ports.ts';
import { JointTowers } from './joint-towers.ts';
import { type JudgeFamily, judgeFamily } from './judge-family.ts';
import { describingFiles, readPictureConfig } from './judge-files.ts';
import { findJudgeGraphs, type JudgeGraphs } from './judge-graphs.ts';
import { findLogitScale } from './logit-scale.ts';
import { SplitTowers } from './split-towers.ts';
import type { Readers, Towers } from './towers.ts';

/** Raise it with every change that changes scores. */
const NUMERICS_VERSION = 1;

/**
 * Reads the folder and the files' digests; sessions are opened by the first embedding, or here when the scale of the
 * logits is known by the graph alone.
 * @throws Failure `model-missing`, `model-corrupt`, `model-unsupported`, `provider-unavailable`
 */
export async function openJudge(request: ModelRequest, settings: SessionOptions): Promise<Judge> {
  const { folder, precision } = request;
  await requireFamily(folder, 'clip');
  const family = await judgeFamily(folder);
  const provider = await chooseProvider(request.provider ?? settings.provider);
  const options = { ...settings, provider };
  const graphs = await findJudgeGraphs(folder, { provider, ...(precision === undefined ? {} : { precision }) });
  const ports = await judgePorts(graphs, family);
  const readers = await readersOf(folder, ports);
  const files = (await Promise.all(pathsOf(graphs).map(graphFiles))).flat();
  const digest = await modelDigest(folder, [...files, ...(await describingFiles(folder))], settings.tell);
  const logitScale = await findLogitScale(family, () => measuredScale(graphs, family, readers, options));
  const towers = towersOf(graphs, ports, readers, options);
  return {
    family: family.name,
    provider,
    precision: graphs.kind === 'joint' ? graphs.joint.precision : graphs.vision.precision,
    digest,
    numericsVersion: NUMERICS_VERSION,
    tokenLimit: readers.tokenizer.limit,
    logitScale,
    dimensions: await dimensionsOf(ports, towers),
    countTokens: (text) => readers.tokenizer.count(text),
    embedTexts: (texts, signal) => towers.embedTexts(texts, signal),
    embedImages: (images, signal) => towers.embedImages(images, signal),
    embedPatches: async (image, signal) => towers.embedPatches?.(image, signal),
    dispose: () => towers.dispose(),
  };
}

type JudgePorts = { readonly [H in Half]: Ports };

async function judgePorts(graphs: JudgeGraphs, family: JudgeFamily): Promise<JudgePorts> {
  const [text, vision] = graphs.kind === 'joint' ? [graphs.joint, graphs.joint] : [graphs.text, graphs.vision];
  return {
    text: portsOf(await readOnnxFile(text.path), 'text', text.path, family.isSigmoid),
    vision: portsOf(await readOnnxFile(vision.path), 'vision', vision.path, family.isSigmoid),
  };
}

/** Where a graph has fixed sizes, they are those that it was exported with. */
async function readersOf(folder: string, { text, vision }: JudgePorts): Promise<Readers> {
  const length = text.input.shape[1];
  const tokenizer = await loadTokenizer(folder, typeof length === 'number' ? length : undefined);
  return { tokenizer, preprocessor: createPreprocessor(await readPictureConfig(folder), nativeSize(vision)) };
}

function nativeSize({ input }: Ports): Size | undefined {
  const [, , height, width] = input.shape;
  return typeof height === 'number' && typeof width === 'number' ? { width, height } : undefined;
}

function towersOf(graphs: JudgeGraphs, ports: JudgePorts, readers: Readers, options: SessionOptions): Towers {
  if (graphs.kind === 'joint') return new JointTowers({ path: graphs.joint.path, ports }, readers, options);
  const text = { path: graphs.text.path, ports: ports.text };
  return new SplitTowers({ text, vision: { path: graphs.vision.path, ports: ports.vision } }, readers, options);
}

function pathsOf(graphs: JudgeGraphs): string[] {
  if (graphs.kind === 'joint') return [graphs.joint.path];
  return [graphs.text.path, graphs.vision.path, ...(graphs.joint === undefined ? [] : [graphs.joint])];
}

/** By what the scale depends on: whoever asks what a model is need not open it each time. */
const measured = new RecentMap<string, Promise<number | undefined>>(16);

async function measuredScale(graphs: JudgeGraphs, family: JudgeFamily, readers: Readers, options: SessionOptions) {
  const path = graphs.kind === 'joint' ? graphs.joint.path : graphs.joint;
  if (path === undefined) return undefined;
  const digests = await Promise.all((await graphFiles(path)).map(fileDigest));
  const key = ['logit scale', NUMERICS_VERSION, options.provider, ...digests].join('\n');
  const measuring = () => rememberedFigure(key, () => measureScale(path, family, readers, options));
  const scale = measured.get(key) ?? measuring();
  measured.set(key, scale);
  scale.catch(() => measured.delete(key));
  return scale;
}

/** In a session of its own, which is closed again. */
async function measureScale(path: string, { isSigmoid }: JudgeFamily, readers: Readers, options: SessionOptions) {
  const file = await readOnnxFile(path);
  const ports = { text: portsOf(file, 'text', path, isSigmoid), vision: portsOf(file, 'vision', path, isSigmoid) };
  const towers = new JointTowers({ path, ports }, readers, options);
  try {
    return await towers.logitScale();
  } finally {
    await towers.dispose();
  }
}

const never = new AbortController().signal;

/** Of an export that does not say it, an embedding does. */
async function dimensionsOf({ text, vision }: JudgePorts, towers: Towers): Promise<number> {
  const said = [vision, text].map(({ output }) => output.shape.at(-1)).find((size) => typeof size === 'number');
  if (typeof said === 'number') return said;
  try {
    return (await towers.embedTexts([''], never))[0]!.length;
  } catch (error) {
    await towers.dispose();
    throw error;
  }
}
