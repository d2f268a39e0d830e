/**
 * @file Fits our numbers to a graph's inputs. Exports of one model differ in dtype (`input_ids` int32 or int64,
 * `timestep` float, half or int64), in rank (`timestep` [] or [1]) and in baked batch sizes; what the graph says of
 * itself decides.
 */
import { Failure } from '../../protocol/failure.ts';
import { toFloat16 } from './float16.ts';

/** What a graph says of one of its inputs or outputs. Free dimensions have names. */
export interface TensorInfo {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string)[];
}

/** Numbers to feed; whichever of our array types they are in, they arrive in the graph's dtype. */
export interface Numbers {
  readonly data: Float32Array | Int32Array;
  /** Row-major; the first one is the batch. */
  readonly dims: readonly number[];
}

/** Numbers in the graph's own dtype and rank. */
export interface BoundTensor {
  readonly type: 'float32' | 'float16' | 'int64' | 'int32' | 'bool';
  readonly data: Float32Array | Uint16Array | BigInt64Array | Int32Array | Uint8Array;
  readonly dims: readonly number[];
}

export type Feeds = { readonly [input: string]: Numbers };

type Cast = (values: Float32Array | Int32Array) => BoundTensor['data'];

const casts: { readonly [T in BoundTensor['type']]: Cast } = {
  float32: (values) => (values instanceof Float32Array ? values : Float32Array.from(values)),
  float16: (values) => toFloat16(values),
  int64: (values) => BigInt64Array.from(values, (value) => BigInt(Math.round(value))),
  int32: (values) => (values instanceof Int32Array ? values : Int32Array.from(values, (value) => Math.round(value))),
  bool: (values) => Uint8Array.from(values, (value) => (value === 0 ? 0 : 1)),
};

/**
 * Casts, reshapes and tiles each feed to what the graph declares. Feeds the graph has no input for are left out: not
 * every export reads, say, an attention mask. Float32 data is passed on without a copy.
 * @param graph for the message: a file's path
 * @throws Failure `model-unsupported` naming an input that nothing is fed to, or whose dtype or size is not ours
 */
export function bindFeeds(inputs: readonly TensorInfo[], feeds: Feeds, graph: string): Record<string, BoundTensor> {
  const bound: Record<string, BoundTensor> = {};
  for (const input of inputs) {
    const numbers = feeds[input.name];
    if (numbers === undefined) throw unsupported(graph, `wants an input \`${input.name}\` that is not known here`);
    bound[input.name] = bindTensor(input, numbers, graph);
  }
  return bound;
}

function bindTensor(input: TensorInfo, numbers: Numbers, graph: string): BoundTensor {
  if (!isKnownType(input.type)) throw unsupported(graph, `wants \`${input.name}\` as ${input.type}`);
  const fitted = tileBatch(input, fitRank(input, numbers, graph), graph);
  return { type: input.type, data: casts[input.type](fitted.data), dims: fitted.dims };
}

function isKnownType(type: string): type is BoundTensor['type'] {
  return Object.hasOwn(casts, type);
}

/** Drops or adds dimensions of 1 until the rank fits. */
function fitRank(input: TensorInfo, numbers: Numbers, graph: string): Numbers {
  if (numbers.dims.length === input.shape.length) return numbers;
  const dims = [...numbers.dims];
  while (dims.length > input.shape.length) {
    const one = dims.lastIndexOf(1);
    if (one < 0) throw mismatch(input, numbers, graph);
    dims.splice(one, 1);
  }
  while (dims.length < input.shape.length) dims.unshift(1);
  return { data: numbers.data, dims };
}

/** A graph exported for a fixed batch gets the rows repeated until it is full. */
function tileBatch(input: TensorInfo, numbers: Numbers, graph: string): Numbers {
  const [wanted] = input.shape;
  const [batch] = numbers.dims;
  const isOther = (size: number | string, i: number) => i > 0 && typeof size === 'number' && size !== numbers.dims[i];
  if (input.shape.some(isOther)) throw mismatch(input, numbers, graph);
  if (typeof wanted !== 'number' || batch === undefined || wanted === batch) return numbers;
  if (batch === 0 || wanted % batch !== 0) throw mismatch(input, numbers, graph);
  const copies = Array.from({ length: wanted / batch }, () => numbers.data);
  return { data: concatenate(copies), dims: [wanted, ...numbers.dims.slice(1)] };
}

function concatenate(parts: readonly (Float32Array | Int32Array)[]): Float32Array | Int32Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const whole = parts[0] instanceof Int32Array ? new Int32Array(length) : new Float32Array(length);
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function mismatch(input: TensorInfo, numbers: Numbers, graph: string): Failure {
  const wanted = input.shape.join('×');
  return unsupported(graph, `wants \`${input.name}\` of size ${wanted}, not ${numbers.dims.join('×')}`);
}

function unsupported(graph: string, what: string): Failure {
  return new Failure('model-unsupported', `${graph} ${what}; export the model in the standard layout.`);
}
