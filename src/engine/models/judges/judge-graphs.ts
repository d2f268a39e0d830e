/**
 * @file Finds the graphs of a judge: `text_model` and `vision_model`, `textual/model` and `visual/model`, one `model` with
 * both halves, or files of any names. What a file is, its inputs say.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '../../../protocol/failure.ts';
import { type OnnxFile, readOnnxFile } from '../../runtime/onnx/onnx-file.ts';
import { chooseGraph, type GraphFile, type GraphWish, listGraphs } from '../graphs/graph-file.ts';
import { partOf } from '../graphs/graph-names.ts';
import { inputOf } from './graph-ports.ts';

export type JudgeGraphs =
  | { readonly kind: 'split'; readonly text: GraphFile; readonly vision: GraphFile; readonly joint: string | undefined }
  | { readonly kind: 'joint'; readonly joint: GraphFile };

/**
 * Two graphs are preferred: neither half then waits for the other. Of a joint one beside them only the path is said.
 * @throws Failure `model-missing`, `model-corrupt`, `model-unsupported`, `provider-unavailable`
 */
export async function findJudgeGraphs(folder: string, wish: GraphWish): Promise<JudgeGraphs> {
  const parts = await partsByRole(folder);
  const { text, vision, joint } = parts;
  if (text.length > 0 && vision.length > 0) {
    const found = await chooseGraph(folder, vision, wish);
    const same = { ...wish, precision: found.precision, isPreference: true };
    return {
      kind: 'split',
      text: await chooseGraph(folder, text, same),
      vision: found,
      joint: await mostExact(folder, joint),
    };
  }
  if (joint.length > 0) return { kind: 'joint', joint: await chooseGraph(folder, joint, wish) };
  throw missing(folder, parts);
}

type Role = 'text' | 'vision' | 'joint';

type PartsByRole = { readonly [R in Role]: string[] };

/** Parts of the folder, as `chooseGraph` takes them. */
async function partsByRole(folder: string): Promise<PartsByRole> {
  const found: PartsByRole = { text: [], vision: [], joint: [] };
  for (const part of await partsOf(folder)) {
    const role = await roleOf(folder, part);
    if (role !== undefined) found[role].push(part);
  }
  return found;
}

async function partsOf(folder: string): Promise<string[]> {
  const parts = new Set((await onnxFiles(folder, '', DEEPEST)).map(partOf));
  return [...parts].sort((a, b) => unlikeliness(a) - unlikeliness(b) || a.localeCompare(b));
}

/** `0_CLIPModel/onnx/model.onnx`. */
const DEEPEST = 3;

async function onnxFiles(folder: string, below: string, depth: number): Promise<string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) return depth > 1 ? onnxFiles(folder, path, depth - 1) : [];
      return entry.name.endsWith('.onnx') ? [path] : [];
    }),
  );
  return found.flat();
}

/** Standard names come first, and then what lies near. */
function unlikeliness(part: string): number {
  const place = standard.findIndex((name) => name.test(part));
  return (place < 0 ? standard.length : place) * 10 + part.split('/').length;
}

const standard = [
  /(^|\/)(text_model|vision_model|model)$/,
  /^(textual|visual)\/model$/,
  /^(text|vision|image)(_model|_encoder)?\/model$/,
];

/** A file that cannot be read has the role that its name tells; opening it will say what is wrong. */
async function roleOf(folder: string, part: string): Promise<Role | undefined> {
  for (const { path } of await listGraphs(folder, [part])) {
    const file = await readOnnxFile(path).catch(() => undefined);
    if (file !== undefined) return roleByInputs(file, path);
  }
  return roleByName(part);
}

function roleByInputs(file: OnnxFile, path: string): Role | undefined {
  const [text, vision] = [inputOf(file, 'text'), inputOf(file, 'vision')];
  const isPatched = file.inputs.some(({ name }) => name === 'spatial_shapes' || name === 'pixel_attention_mask');
  if (isPatched) {
    const what = 'reads pictures of any size in patches (NaFlex), which is not supported';
    throw new Failure('model-unsupported', `${path} ${what}; use a model of one size, such as SigLIP 2 at 224 pixels.`);
  }
  if (text !== undefined && vision !== undefined) return 'joint';
  return text === undefined ? vision && 'vision' : 'text';
}

function roleByName(part: string): Role {
  if (/text/i.test(part)) return 'text';
  return /vis|image/i.test(part) ? 'vision' : 'joint';
}

async function mostExact(folder: string, parts: readonly string[]): Promise<string | undefined> {
  const graphs = await listGraphs(folder, parts);
  return graphs.find(({ precision }) => precision === 'fp32')?.path ?? graphs[0]?.path;
}

function missing(folder: string, { text, vision }: PartsByRole): Failure {
  const there = text[0] ?? vision[0];
  if (there === undefined) {
    const what = 'has no graph that reads texts and pictures';
    return new Failure('model-missing', `${folder} ${what}; download or export the model to ONNX.`);
  }
  const [from, to] = text.length > 0 ? (['text', 'vision'] as const) : (['vision', 'text'] as const);
  const wanted = join(folder, `${there.replace('textual', 'visual').replace(from, to)}.onnx`);
  return new Failure('model-missing', `There is no model file ${wanted}; download or export it.`);
}
