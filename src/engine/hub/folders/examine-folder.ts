/** @file What model lies in a folder and whether it is whole, by its small files and the heads of its graphs. */
import path from 'node:path';
import type { Precision } from '../../../language/plan/plan.ts';
import { Failure } from '../../../protocol/failure.ts';
import { precisionOf } from '../../models/graphs/graph-precision.ts';
import { judgeFamily } from '../../models/judges/judge-family.ts';
import { outlinePainter } from '../../models/painters/diffusion-folder.ts';
import { RecentMap } from '../../recent-map.ts';
import { checkExternalData } from '../../runtime/onnx/external-data.ts';
import { readOnnxFile } from '../../runtime/onnx/onnx-file.ts';
import { type FolderFile, folderFiles, stampOf } from './folder-files.ts';
import type { ModelLayout } from './model-layouts.ts';
import { inPrecision, layoutsOf, precisionsOf } from './needed-files.ts';

export interface FolderModel {
  readonly role: ModelLayout['role'];
  /** For people. */
  readonly family: string;
  /** Of which all files are there. */
  readonly precisions: readonly Precision[];
  /** Of all files of the folder. */
  readonly bytes: number;
  /** Files that affect what the model makes, in any precision; relative to the folder, with `/`. */
  readonly files: readonly string[];
  /** Why it cannot be used in any precision, in one sentence. */
  readonly problem?: string;
}

const known = new RecentMap<string, { readonly stamp: string; readonly model: Promise<FolderModel | undefined> }>(256);

/**
 * Opens no session and reads no weights; a folder that has not changed is not read again.
 * @param folder absolute
 * @returns undefined when it holds no model of a layout that is known
 */
export async function examineFolder(folder: string): Promise<FolderModel | undefined> {
  const files = await folderFiles(folder);
  const stamp = stampOf(files);
  const before = known.get(folder);
  if (before?.stamp === stamp) return before.model;
  const model = examine(folder, files);
  known.set(folder, { stamp, model });
  return model;
}

async function examine(folder: string, files: readonly FolderFile[]): Promise<FolderModel | undefined> {
  const paths = new Set(files.map((file) => file.path));
  const layouts = layoutsOf(paths);
  const [layout] = layouts;
  if (layout === undefined) return undefined;
  const outline = await outlineOf(folder, layout);
  // Any model may be a single graph; of which kind, its configuration says.
  if (layout.kind === 'joint' && outline.problem !== undefined) return undefined;
  const found = await Promise.all(
    layouts.flatMap((each) =>
      precisionsOf(each, paths).map((precision) => examineGraphs(folder, each, precision, files)),
    ),
  );
  const whole = found.flatMap(({ precision }) => (precision === undefined ? [] : [precision]));
  const problem = outline.problem ?? (whole.length === 0 ? found.find((each) => each.problem)?.problem : undefined);
  return {
    role: layout.role,
    family: outline.family,
    precisions: exactness.filter((precision) => outline.problem === undefined && whole.includes(precision)),
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    files: [...new Set(found.flatMap((each) => each.files))].sort(),
    ...(problem === undefined ? {} : { problem }),
  };
}

const exactness: readonly Precision[] = ['fp32', 'fp16', 'int8'];

interface Graphs {
  readonly files: readonly string[];
  /** That the main graph computes in; absent when the files are not whole. */
  readonly precision?: Precision;
  readonly problem?: string;
}

async function examineGraphs(
  folder: string,
  layout: ModelLayout,
  precision: Precision,
  listed: readonly FolderFile[],
): Promise<Graphs> {
  const { graphs, files } = inPrecision(layout, precision, listed);
  const paths = files.map((file) => file.path).filter((file) => !documents.test(file));
  try {
    const read = await Promise.all(graphs.map((graph) => readWhole(path.join(folder, graph))));
    const named = read.flatMap(({ weights }) =>
      weights.map((file) => path.relative(folder, file).split(path.sep).join('/')),
    );
    return { files: [...paths, ...named], precision: read[0]?.precision ?? precision };
  } catch (error) {
    if (!Failure.is(error)) throw error;
    return { files: paths, problem: error.message };
  }
}

/** For people; nothing is computed from them. */
const documents = /^(README\.md|LICEN[CS]E.*)$/i;

/** @throws Failure `model-missing`, `model-corrupt` when a graph or weights of it are not whole */
async function readWhole(graph: string) {
  const file = await readOnnxFile(graph);
  await checkExternalData(graph, file);
  const weights = [...file.externalData.keys()].map((location) => path.join(path.dirname(graph), location));
  return { precision: precisionOf(file).precision, weights };
}

interface Outline {
  /** For people. */
  readonly family: string;
  /** Why it is neither drawn nor judged with, whole or not. */
  readonly problem?: string;
}

type Outlines = { readonly [R in ModelLayout['role']]: (folder: string) => Promise<Outline> };

const outlines: Outlines = {
  painter: async (folder) => ({ family: (await outlinePainter(folder)).family }),
  judge: async (folder) => ({ family: (await judgeFamily(folder)).name }),
};

async function outlineOf(folder: string, { role }: ModelLayout): Promise<Outline> {
  try {
    return await outlines[role](folder);
  } catch (error) {
    if (!Failure.is(error)) throw error;
    return { family: role === 'painter' ? 'Stable Diffusion' : 'CLIP', problem: error.message };
  }
}
