/**
 * @file Finds a part of a model by the names that exporters give its file, in the precision that is asked for. Names are
 * where to look; what a graph computes in is read from the graph.
 */
import { join } from 'node:path';
import type { Precision } from '../../../language/plan/plan.ts';
import type { ProviderName } from '../../../protocol/engine.ts';
import { Failure } from '../../../protocol/failure.ts';
import { fileExists } from '../../files/json-file.ts';
import { checkExternalData } from '../../runtime/onnx/external-data.ts';
import { requireOperators } from '../../runtime/onnx/fused-operators.ts';
import { isLfsPointer } from '../../runtime/onnx/model-file.ts';
import { readOnnxFile } from '../../runtime/onnx/onnx-file.ts';
import { probeProvider } from '../../runtime/providers/providers.ts';
import { type GraphName, graphNames } from './graph-names.ts';
import { precisionOf } from './graph-precision.ts';

export interface GraphFile {
  /** Absolute. */
  readonly path: string;
  readonly precision: Precision;
  /** Whether the provider must compute in half precision; 4-bit weights often come with it. */
  readonly isHalf: boolean;
}

export interface GraphWish {
  readonly provider: ProviderName;
  /** Absent: the most exact that the provider computes with. */
  readonly precision?: Precision;
  /** Of a part that is not the model's main one another precision will do where this one is not there. */
  readonly isPreference?: boolean;
}

/**
 * The graph of a part, its weights beside it whole.
 * @param names without `.onnx`, relative to the folder, the likeliest first
 * @throws Failure `model-missing` naming the likeliest file or the precisions there are, `model-corrupt`,
 * `model-unsupported` when it was optimised for another provider, `provider-unavailable` when the provider does not
 * compute in what there is
 */
export async function chooseGraph(folder: string, names: readonly string[], wish: GraphWish): Promise<GraphFile> {
  const there = await listGraphs(folder, names);
  const [first] = there;
  if (first === undefined) throw missingGraph(folder, names);
  const wanted = ranked(there, wish);
  if (wanted.length === 0) throw otherPrecision(folder, names, wish.precision, there);
  const graph = await firstThatRuns(wanted, wish.provider);
  const file = await readOnnxFile(graph.path);
  requireOperators(graph.path, file, wish.provider);
  await checkExternalData(graph.path, file);
  return graph;
}

/**
 * Every file of a part, the likeliest name first. Of files that `git lfs` did not fetch none is listed, unless there is
 * nothing else.
 */
export async function listGraphs(folder: string, names: readonly string[]): Promise<GraphFile[]> {
  const there = await existing(folder, names.flatMap(graphNames));
  const pointers = await Promise.all(there.map(({ path }) => isLfsPointer(path)));
  const fetched = there.filter((_, i) => !pointers[i]);
  return Promise.all((fetched.length > 0 ? fetched : there).map(describe));
}

/** Of a file that cannot be read its name tells; whoever chooses it is told what is wrong. */
async function describe({ path, precision }: GraphName): Promise<GraphFile> {
  const guess = { precision, isHalf: false };
  return { path, ...(await readOnnxFile(path).then(precisionOf, () => guess)) };
}

/** Most exact first. */
const byExactness: readonly Precision[] = ['fp32', 'fp16', 'int8'];

function ranked(graphs: readonly GraphFile[], { precision, isPreference }: GraphWish): GraphFile[] {
  const others = precision === undefined || isPreference ? byExactness.filter((other) => other !== precision) : [];
  const order = [...(precision === undefined ? [] : [precision]), ...others];
  return order.flatMap((wanted) => graphs.filter((graph) => graph.precision === wanted));
}

/** What a provider says of half precision is never trusted unprobed. */
async function firstThatRuns(graphs: readonly GraphFile[], provider: ProviderName): Promise<GraphFile> {
  const first = graphs[0]!;
  if (!first.isHalf || (await probeProvider(provider)).float16) return first;
  const other = graphs.find(({ isHalf }) => !isHalf);
  if (other !== undefined) return other;
  throw new Failure(
    'provider-unavailable',
    `${first.path} is in half precision, which this machine's \`${provider}\` cannot do; use an fp32 export or \`cpu\`.`,
  );
}

export function missingGraph(folder: string, names: readonly string[]): Failure {
  const wanted = join(folder, `${names[0]}.onnx`);
  return new Failure('model-missing', `There is no model file ${wanted}; download or export it.`);
}

function otherPrecision(
  folder: string,
  names: readonly string[],
  wanted: Precision | undefined,
  there: readonly GraphFile[],
): Failure {
  const known = byExactness.filter((precision) => there.some((graph) => graph.precision === precision)).join(' and ');
  const text = `${folder} has \`${names[0]}\` in ${known}, not in ${wanted}; download it in ${wanted}, or change \`precision\`.`;
  return new Failure('model-missing', text);
}

/** Whether there is any file of a part; reads none. */
export async function hasGraph(folder: string, names: readonly string[]): Promise<boolean> {
  return (await existing(folder, names.flatMap(graphNames))).length > 0;
}

/** Those that are there, with absolute paths. */
async function existing(folder: string, names: readonly GraphName[]): Promise<readonly GraphName[]> {
  const files = names.map((name) => ({ ...name, path: join(folder, name.path) }));
  const there = await Promise.all(files.map(({ path }) => fileExists(path)));
  return files.filter((_, i) => there[i]);
}
