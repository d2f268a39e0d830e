/**
 * @file CLIP as transformers.js and Optimum export it: two graphs, `text_model` and `vision_model`, or one `model` that
 * has both towers.
 */
import { join } from 'node:path';
import { createPreprocessor } from '../../images/clip-preprocessor.ts';
import { checkModelFile } from '../../runtime/model-file.ts';
import { chooseProvider } from '../../runtime/provider-choice.ts';
import type { SessionOptions } from '../../runtime/session.ts';
import { loadTokenizer } from '../../text/clip-tokenizer.ts';
import { findGraph, requireGraph } from '../graph-file.ts';
import { fileExists, type JsonObject, readJsonFile } from '../json-file.ts';
import type { Judge } from '../judge.ts';
import { graphFiles, modelDigest } from '../model-digest.ts';
import { requireFamily } from '../model-family.ts';
import type { ModelRequest } from '../model-request.ts';
import { JointTowers } from './joint-towers.ts';
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
  const { folder } = request;
  const provider = await chooseProvider(request.provider ?? settings.provider);
  const options = { ...settings, provider };
  await requireFamily(folder, 'clip');
  const config = await readJsonFile(join(folder, 'config.json'));
  const tokenizer = await loadTokenizer(folder);
  const preprocessor = createPreprocessor(await readJsonFile(join(folder, 'preprocessor_config.json')));
  const towers = await findTowers(folder, { tokenizer, preprocessor }, options);
  return {
    family: 'CLIP',
    provider,
    precision: request.precision ?? 'fp32',
    digest: await modelDigest(folder, await filesThatMatter(folder, towers.graphs)),
    numericsVersion: NUMERICS_VERSION,
    tokenLimit: tokenizer.limit,
    logitScale: await logitScaleOf(config, towers),
    dimensions: config.number('projection_dim', 512),
    countTokens: (text) => tokenizer.count(text),
    embedTexts: (texts, signal) => towers.embedTexts(texts, signal),
    embedImages: (images, signal) => towers.embedImages(images, signal),
    dispose: () => towers.dispose(),
  };
}

/** The pair is preferred: neither half then waits for the other. */
async function findTowers(folder: string, readers: Readers, options: SessionOptions): Promise<Towers> {
  const joint = await findGraph(folder, ['onnx/model', 'model']);
  const text = await findGraph(folder, ['onnx/text_model', 'text_model']);
  if (joint !== undefined && text === undefined) {
    await checkModelFile(joint);
    return new JointTowers(joint, readers, options);
  }
  const graphs = {
    text: await requireGraph(folder, ['onnx/text_model', 'text_model']),
    vision: await requireGraph(folder, ['onnx/vision_model', 'vision_model']),
  };
  return new SplitTowers(graphs, readers, options);
}

/** What transformers writes before training; a trained scale is elsewhere, or it is another number. */
const UNTRAINED_SCALE = 2.6592;

/** Of OpenAI's models, and where training clips it. */
const USUAL_SCALE = 100;

/**
 * Split exports leave the trained scale out. In this order: `logit_scale` of the configuration (a logarithm, as the
 * weight itself is), what a joint graph does, `logit_scale_init_value` unless it is transformers' own, 100.
 */
async function logitScaleOf(config: JsonObject, towers: Towers): Promise<number> {
  if (config.value('logit_scale') !== undefined) return Math.exp(config.number('logit_scale'));
  const measured = await towers.logitScale();
  if (measured !== undefined) return measured;
  const initial = config.number('logit_scale_init_value', UNTRAINED_SCALE);
  return Math.abs(initial - UNTRAINED_SCALE) < 1e-3 ? USUAL_SCALE : Math.exp(initial);
}

async function filesThatMatter(folder: string, graphs: readonly string[]): Promise<string[]> {
  const weights = await Promise.all(graphs.map(graphFiles));
  const paths = describingFiles.map((name) => join(folder, name));
  const there = await Promise.all(paths.map(fileExists));
  return [...weights.flat(), ...paths.filter((_, i) => there[i])];
}

const describingFiles = [
  'config.json',
  'preprocessor_config.json',
  'tokenizer.json',
  'vocab.json',
  'merges.txt',
  'tokenizer_config.json',
  'special_tokens_map.json',
];
