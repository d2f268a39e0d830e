/** @file Finds a part of a model by the names that exporters give its file. */
import { join } from 'node:path';
import { Failure } from '../../protocol/failure.ts';
import { checkModelFile } from '../runtime/model-file.ts';
import { fileExists } from './json-file.ts';

/** Full precision first, as every provider runs it. */
const precisions = ['', '_fp16', '_quantized', '_int8'];

/**
 * The graph's path.
 * @param names without `.onnx`, relative to the folder, the likeliest first
 * @throws Failure `model-missing` naming the likeliest file, `model-corrupt`
 */
export async function requireGraph(folder: string, names: readonly string[]): Promise<string> {
  const path = await findGraph(folder, names);
  if (path === undefined) {
    const wanted = join(folder, `${names[0]}.onnx`);
    throw new Failure('model-missing', `There is no model file ${wanted}; download or export it.`);
  }
  await checkModelFile(path);
  return path;
}

/** Undefined when there is none. */
export async function findGraph(folder: string, names: readonly string[]): Promise<string | undefined> {
  const paths = precisions.flatMap((precision) => names.map((name) => join(folder, `${name}${precision}.onnx`)));
  const found = await Promise.all(paths.map(fileExists));
  return paths.find((_, i) => found[i]);
}
