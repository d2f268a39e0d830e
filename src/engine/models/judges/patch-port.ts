/** @file Graphs that also give an embedding of each part of the picture: which output that is, and what its numbers are. */
import type { OnnxFile } from '../../runtime/onnx/onnx-file.ts';
import type { TensorInfo } from '../../runtime/tensor-binder.ts';
import type { PatchGrid } from '../judge.ts';

/**
 * Only what is said to be projected like the whole picture is taken: `last_hidden_state` of CLIP and SigLIP lies in
 * another space than texts do, and the graph does not give the projection.
 * @param dimensions length of an embedding, where the graph says it
 */
export function patchOutputOf({ outputs }: OnnxFile, dimensions: TensorInfo['shape'][number] | undefined) {
  return outputs.find(({ name, shape }) => /patch.*embed/i.test(name) && shape.length === 3 && shape[2] === dimensions);
}

/**
 * Undefined when the parts are no square grid. One more than a square is the class token, which stands first.
 * @param data [patches, dimensions] @param dims of the output: [1, patches, dimensions]
 */
export function patchGrid(data: Float32Array, dims: readonly number[]): PatchGrid | undefined {
  const [, count = 0, dimensions = 0] = dims;
  const first = [0, 1].find((extra) => Number.isInteger(Math.sqrt(count - extra)));
  if (first === undefined || count - first < 1) return undefined;
  const side = Math.sqrt(count - first);
  const patches = Array.from({ length: count - first }, (_, place) =>
    data.slice((first + place) * dimensions, (first + place + 1) * dimensions),
  );
  return { rows: side, columns: side, patches };
}
