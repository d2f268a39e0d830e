/**
 * @file What a `.onnx` file says of itself, read without its weights: inputs and outputs, operators, kinds of weights,
 * and which files beside it hold them. https://github.com/onnx/onnx/blob/v1.16.0/onnx/onnx.proto
 */
import { stat } from 'node:fs/promises';
import { Failure } from '../../../protocol/failure.ts';
import { RecentMap } from '../../recent-map.ts';
import type { TensorInfo } from '../tensor-binder.ts';
import { checkModelFile } from './model-file.ts';
import { readGraph } from './onnx-graph-walk.ts';
import { ProtobufFile } from './protobuf-walk.ts';

export interface OnnxFile {
  /** As the runtime's metadata has them once the graph is opened. */
  readonly inputs: readonly TensorInfo[];
  readonly outputs: readonly TensorInfo[];
  /** Each once, with its domain unless it is ONNX's own: `Conv`, `com.microsoft.GroupNorm`. */
  readonly operators: ReadonlySet<string>;
  /** The dtypes that numbers are turned into on the way. */
  readonly casts: ReadonlySet<string>;
  /** Bytes of weights by their dtype, wherever they lie. */
  readonly weights: ReadonlyMap<string, number>;
  /** Files with weights as the graph names them, relative to its folder → bytes that they must have. */
  readonly externalData: ReadonlyMap<string, number>;
}

/** Files are asked about several times: their precision, their inputs, the files that belong to them. */
const known = new RecentMap<string, OnnxFile>(64);

/**
 * @param path absolute
 * @throws Failure `model-missing`, `model-corrupt`, `file-unreadable`
 */
export async function readOnnxFile(path: string): Promise<OnnxFile> {
  await checkModelFile(path);
  const { size, mtimeMs } = await stat(path);
  const key = `${path}\n${size}\n${mtimeMs}`;
  const file = known.get(key) ?? walk(path);
  known.set(key, file);
  return file;
}

function walk(path: string): OnnxFile {
  const file = new ProtobufFile(path);
  try {
    return readGraph(file);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    const text = `The model file ${path} is damaged, cut short or no ONNX model; download it again.`;
    throw new Failure('model-corrupt', text, { cause });
  } finally {
    file.close();
  }
}
