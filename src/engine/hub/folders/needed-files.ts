/** @file Which of a repository's files a model needs: repositories hold every precision, framework and step of training. */
import type { Precision } from '../../../language/plan/plan.ts';
import { Failure } from '../../../protocol/failure.ts';
import type { GraphName } from '../../models/graphs/graph-names.ts';
import { judgeTypes } from '../../models/judges/judge-family.ts';
import { graphsOf, isDataOf, isDispensable, type ModelLayout, type ModelPart, modelLayouts } from './model-layouts.ts';

export interface NeededFiles<File> {
  readonly layout: ModelLayout;
  /** As the names of the files tell. */
  readonly precision: Precision;
  /** Paths of the graphs among the files. */
  readonly graphs: readonly string[];
  readonly files: readonly File[];
}

export interface ModelWish {
  /** Absent: fp32 where there is one. */
  readonly precision?: Precision;
  /** `model_type` of the configuration, where there is one. */
  readonly type?: string;
}

type Listed = { readonly path: string };

const exactness: readonly Precision[] = ['fp32', 'fp16', 'int8'];

/** Layouts that the hub prefers for a type: SigLIP's scale and bias are in the joint graph alone. */
const preferred: { readonly [type: string]: ModelLayout['kind'] } = {
  siglip: 'joint',
  siglip2: 'joint',
};

/**
 * @param name of the model, for messages
 * @throws Failure `model-unsupported` when they are of no layout that is known, `model-missing` when it is not there in
 * the precision that is wished
 */
export function neededFiles<File extends Listed>(
  files: readonly File[],
  wish: ModelWish,
  name: string,
): NeededFiles<File> {
  const paths = new Set(files.map(({ path }) => path));
  const layouts = layoutsOf(paths);
  const layout = layouts.find(({ kind }) => kind === preferred[wish.type ?? '']) ?? layouts[0];
  if (layout === undefined) throw unknownLayout(paths, name);
  if (layout.role === 'judge' && wish.type !== undefined && !Object.hasOwn(judgeTypes, wish.type)) {
    throw otherKind(name, wish.type);
  }
  const there = precisionsOf(layout, paths);
  const precision = wish.precision === undefined ? there[0] : acceptable(wish.precision, there);
  if (precision === undefined) throw otherPrecision(name, wish.precision, there);
  return inPrecision(layout, precision, files);
}

/** Those of which all parts are there, in any precision. */
export function layoutsOf(paths: ReadonlySet<string>): readonly ModelLayout[] {
  return modelLayouts.filter(({ parts }) =>
    parts.every((part) => graphsOf(part, paths).length > 0 || isDispensable(part, paths)),
  );
}

/** Of the main part, most exact first. */
export function precisionsOf(layout: ModelLayout, paths: ReadonlySet<string>): readonly Precision[] {
  const graphs = layout.parts.filter(({ isMain }) => isMain).flatMap((part) => graphsOf(part, paths));
  return exactness.filter((precision) => graphs.some((graph) => graph.precision === precision));
}

/** @param precision of the main part; other parts may lack it, and are taken in the next best then */
export function inPrecision<File extends Listed>(
  layout: ModelLayout,
  precision: Precision,
  files: readonly File[],
): NeededFiles<File> {
  const paths = new Set(files.map(({ path }) => path));
  const graphs = layout.parts.flatMap((part) => chosenGraph(part, precision, paths));
  const isNeeded = (path: string) =>
    layout.others.test(path) || graphs.some((graph) => path === graph || isDataOf(graph, path));
  return { layout, precision, graphs, files: files.filter(({ path }) => isNeeded(path)) };
}

/** Whether some part of a model is there. A single graph may be anything, so it does not count. */
export function hasParts(paths: ReadonlySet<string>): boolean {
  const telling = modelLayouts.filter(({ kind }) => kind !== 'joint');
  return telling.some(({ parts }) => parts.some((part) => graphsOf(part, paths).length > 0));
}

export interface OwnFiles {
  /** Graphs and their weights, which nobody else reads. */
  readonly graphs: readonly string[];
  /** Descriptions, which other tools read, too. */
  readonly others: readonly string[];
  /** What no model of ours has: weights of other frameworks, pictures. */
  readonly foreign: readonly string[];
}

/** Tells files that models are made of from others, whether any model of them is whole or not. */
export function ownFiles(paths: readonly string[]): OwnFiles {
  const listed = paths.map((path) => ({ path }));
  const needed = modelLayouts.flatMap((layout) =>
    exactness.flatMap((precision) => inPrecision(layout, precision, listed).files.map(({ path }) => path)),
  );
  const isOther = (path: string) => modelLayouts.some(({ others }) => others.test(path));
  const known = new Set(needed);
  return {
    graphs: paths.filter((path) => known.has(path) && !isOther(path)),
    others: paths.filter((path) => isOther(path)),
    foreign: paths.filter((path) => !known.has(path)),
  };
}

function chosenGraph(part: ModelPart, precision: Precision, paths: ReadonlySet<string>): readonly string[] {
  const there = graphsOf(part, paths);
  const order = part.isExact ? exactness : [precision, ...exactness.filter((other) => other !== precision)];
  const ranked = order.flatMap((wanted) => there.filter((graph: GraphName) => graph.precision === wanted));
  return ranked.slice(0, 1).map(({ path }) => path);
}

/** Files with plain names may be in half precision: only their contents tell. */
function acceptable(wished: Precision, there: readonly Precision[]): Precision | undefined {
  if (there.includes(wished)) return wished;
  return wished === 'fp16' && there.includes('fp32') ? 'fp32' : undefined;
}

function otherPrecision(name: string, wished: Precision | undefined, there: readonly Precision[]): Failure {
  const text = `\`${name}\` is there in ${there.join(' and ')}, not in ${wished}; ask for one of these, or choose another model.`;
  return new Failure('model-missing', text);
}

function otherKind(name: string, type: string): Failure {
  const text = `\`${name}\` is a model of type \`${type}\`, which neither draws nor judges; choose Stable Diffusion, CLIP or SigLIP.`;
  return new Failure('model-unsupported', text);
}

function unknownLayout(paths: ReadonlySet<string>, name: string): Failure {
  return new Failure('model-unsupported', `\`${name}\` ${reasonAgainst([...paths])}`);
}

/** What is told of files that make no model; the first that fits. */
const reasons: readonly (readonly [(paths: readonly string[]) => boolean, string])[] = [
  [
    (paths) => !paths.some((path) => path.endsWith('.onnx')),
    'has no ONNX files; export it (`optimum-cli export onnx`) and name the folder, or choose another repository.',
  ],
  [
    (paths) => paths.some((path) => path.startsWith('ORT_CUDA/')),
    'holds graphs that were fused for NVIDIA cards and run nowhere else; choose an export that was not optimised.',
  ],
  [
    (paths) => paths.some((path) => /^(transformer|prior)\//.test(path)),
    'is a diffusion model of a family that is not supported; choose Stable Diffusion 1, 2, Turbo or XL.',
  ],
];

function reasonAgainst(paths: readonly string[]): string {
  const found = reasons.find(([applies]) => applies(paths));
  return (
    found?.[1] ??
    'has ONNX files, but in no layout that VLPrompt knows; choose an export in the layout of Optimum or transformers.js.'
  );
}
