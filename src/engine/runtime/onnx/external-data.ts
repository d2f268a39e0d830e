/** @file Weights in files of their own beside a graph's: where they are, and whether they are whole. */
import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize, sep } from 'node:path';
import { Failure } from '../../../protocol/failure.ts';
import { isLfsPointer } from './model-file.ts';
import { type OnnxFile, readOnnxFile } from './onnx-file.ts';

/**
 * Absolute paths of the files that hold a graph's weights, as the graph names them; they need not be there.
 * @param graph absolute path of a `.onnx` file
 * @throws Failure `model-missing`, `model-corrupt` also when a name leads out of the graph's folder, `file-unreadable`
 */
export async function externalDataFiles(graph: string): Promise<string[]> {
  return [...(await readOnnxFile(graph)).externalData.keys()].map((location) => pathOf(graph, location));
}

/**
 * The runtime says the same of every kind of bad weights, and that after it has read gigabytes of good ones.
 * @throws Failure `model-missing`, `model-corrupt`
 */
export async function checkExternalData(graph: string, { externalData }: OnnxFile): Promise<void> {
  for (const [location, bytes] of externalData) await checkWeights(graph, pathOf(graph, location), bytes);
}

/** Names are those of files in the graph's folder, or below it. */
function pathOf(graph: string, location: string): string {
  const inside = normalize(location);
  if (!isAbsolute(inside) && !inside.split(sep).includes('..')) return join(dirname(graph), inside);
  const text = `The model file ${graph} names weights outside of its folder (${location}); use another export.`;
  throw new Failure('model-corrupt', text);
}

async function checkWeights(graph: string, path: string, bytes: number): Promise<void> {
  const status = await stat(path).catch(() => undefined);
  if (status === undefined) {
    const text = `The weights ${path} of ${graph} are missing; download the whole folder again.`;
    throw new Failure('model-missing', text);
  }
  // A pipe would be waited for without end.
  if (!status.isFile()) throw new Failure('model-corrupt', `The weights ${path} are no file; download them again.`);
  if (status.size < bytes) throw new Failure('model-corrupt', await shortText(path, status.size, bytes));
}

async function shortText(path: string, size: number, bytes: number): Promise<string> {
  if (await isLfsPointer(path)) return `The weights ${path} are a Git LFS pointer; run \`git lfs pull\` beside it.`;
  return `The weights ${path} are cut short: they have ${size} of ${bytes} bytes; download them again.`;
}
