/**
 * @file Writes small ONNX graphs, so that a provider can be probed with a graph made for it. Only what those need of the
 * protobuf format: https://github.com/onnx/onnx/blob/v1.16.0/onnx/onnx.proto
 */

export interface OnnxGraph {
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly nodes: readonly OnnxNode[];
  readonly weights?: readonly OnnxWeight[];
}

export interface OnnxValue {
  readonly name: string;
  readonly type: OnnxType;
  /** Free dimensions have names. */
  readonly shape: readonly (number | string)[];
}

export interface OnnxNode {
  readonly operator: string;
  /** Absent: ONNX's own. */
  readonly domain?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Integers and lists of integers; all that the graphs here need. */
  readonly attributes?: { readonly [name: string]: number | readonly number[] };
}

export interface OnnxWeight {
  readonly name: string;
  readonly dims: readonly number[];
  readonly data: Float32Array | BigInt64Array | ExternalFloats;
}

/** Float32 numbers in a file beside the graph's, from its first byte on. */
export interface ExternalFloats {
  readonly file: string;
  /** Bytes. */
  readonly byteLength: number;
}

/** The numbers of `TensorProto.DataType`. */
export const onnxTypes = { float32: 1, int32: 6, int64: 7, bool: 9, float16: 10 } as const;

export type OnnxType = keyof typeof onnxTypes;

const IR_VERSION = 8;
const OPERATOR_SET = 17;

/** The bytes of a `.onnx` file. */
export function writeOnnx(graph: OnnxGraph): Uint8Array {
  return Uint8Array.from([
    ...integer(1, IR_VERSION),
    ...message(8, [...text(1, ''), ...integer(2, OPERATOR_SET)]),
    ...domainsOf(graph).flatMap((domain) => message(8, [...text(1, domain), ...integer(2, 1)])),
    ...message(7, graphBytes(graph)),
  ]);
}

/**
 * Nodes and inputs that, appended to the bytes of a `.onnx` file, become a part of its graph: a reader of protobuf takes
 * a message that occurs twice for one of all their parts, and the runtime sorts nodes itself.
 */
export function writeGraphPart({ nodes, inputs }: Pick<OnnxGraph, 'nodes' | 'inputs'>): Uint8Array {
  const parts = [
    ...nodes.flatMap((node) => message(1, nodeBytes(node))),
    ...inputs.flatMap((value) => message(11, valueBytes(value))),
  ];
  return Uint8Array.from(message(7, parts));
}

function domainsOf({ nodes }: OnnxGraph): string[] {
  return [...new Set(nodes.flatMap(({ domain }) => domain ?? []))];
}

function graphBytes(graph: OnnxGraph): number[] {
  return [
    ...graph.nodes.flatMap((node) => message(1, nodeBytes(node))),
    ...text(2, 'graph'),
    ...(graph.weights ?? []).flatMap((weight) => message(5, weightBytes(weight))),
    ...graph.inputs.flatMap((value) => message(11, valueBytes(value))),
    ...graph.outputs.flatMap((value) => message(12, valueBytes(value))),
  ];
}

function nodeBytes(node: OnnxNode): number[] {
  return [
    ...node.inputs.flatMap((name) => text(1, name)),
    ...node.outputs.flatMap((name) => text(2, name)),
    ...text(4, node.operator),
    ...(node.domain === undefined ? [] : text(7, node.domain)),
    ...Object.entries(node.attributes ?? {}).flatMap(([name, value]) => message(5, attributeBytes(name, value))),
  ];
}

function attributeBytes(name: string, value: number | readonly number[]): number[] {
  if (typeof value === 'number') return [...text(1, name), ...integer(3, value), ...integer(20, 2)];
  return [...text(1, name), ...value.flatMap((one) => integer(8, one)), ...integer(20, 7)];
}

function weightBytes(weight: OnnxWeight): number[] {
  const type = weight.data instanceof BigInt64Array ? onnxTypes.int64 : onnxTypes.float32;
  return [
    ...weight.dims.flatMap((size) => integer(1, size)),
    ...integer(2, type),
    ...text(8, weight.name),
    ...('file' in weight.data ? externalBytes(weight.data) : rawBytes(weight.data)),
  ];
}

function rawBytes(data: Float32Array | BigInt64Array): number[] {
  return message(9, [...new Uint8Array(data.buffer, data.byteOffset, data.byteLength)]);
}

function externalBytes({ file, byteLength }: ExternalFloats): number[] {
  const entries = { location: file, offset: '0', length: `${byteLength}` };
  const pairs = Object.entries(entries).flatMap(([key, value]) => message(13, [...text(1, key), ...text(2, value)]));
  return [...pairs, ...integer(14, 1)];
}

function valueBytes(value: OnnxValue): number[] {
  const dims = value.shape.flatMap((size) => message(1, typeof size === 'number' ? integer(1, size) : text(2, size)));
  return [
    ...text(1, value.name),
    ...message(2, message(1, [...integer(1, onnxTypes[value.type]), ...message(2, dims)])),
  ];
}

const encoder = new TextEncoder();

function text(field: number, value: string): number[] {
  return message(field, [...encoder.encode(value)]);
}

/** A field of length-delimited bytes (wire type 2). */
function message(field: number, bytes: readonly number[]): number[] {
  return [...varint((field << 3) | 2), ...varint(bytes.length), ...bytes];
}

/** A field of one non-negative integer (wire type 0). */
function integer(field: number, value: number): number[] {
  return [...varint(field << 3), ...varint(value)];
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return [...bytes, rest];
}
