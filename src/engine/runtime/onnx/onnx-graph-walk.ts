/** @file The messages of a `.onnx` file, by the numbers of their fields in `onnx.proto`. */

import type { TensorInfo } from '../tensor-binder.ts';
import type { OnnxFile } from './onnx-file.ts';
import type { ProtobufField, ProtobufFile } from './protobuf-walk.ts';

/** What is collected over a graph and the graphs inside of its nodes. */
interface Findings {
  readonly operators: Set<string>;
  readonly casts: Set<string>;
  readonly weights: Map<string, number>;
  readonly externalData: Map<string, number>;
  /** Old exports list weights among the inputs, too. */
  readonly initializers: Set<string>;
  readonly inputs: TensorInfo[];
  readonly outputs: TensorInfo[];
}

/** Graphs in graphs; the branches of an `If` are one deep. */
const DEEPEST = 8;

/** @throws RangeError when the file is no ONNX model */
export function readGraph(file: ProtobufFile): OnnxFile {
  const graph = file.inside({ number: 0, value: 0, start: 0, end: file.size }, 7);
  if (graph === undefined || graph.start === graph.end) throw new RangeError('There is no graph.');
  const findings: Findings = {
    operators: new Set(),
    casts: new Set(),
    weights: new Map(),
    externalData: new Map(),
    initializers: new Set(),
    inputs: [],
    outputs: [],
  };
  walkGraph(file, graph, findings, 0);
  return { ...findings, inputs: findings.inputs.filter(({ name }) => !findings.initializers.has(name)) };
}

function walkGraph(file: ProtobufFile, graph: ProtobufField, findings: Findings, depth: number): void {
  if (depth > DEEPEST) throw new RangeError('Graphs are nested too deep.');
  for (const field of file.fields(graph.start, graph.end)) {
    if (field.number === 1) walkNode(file, field, findings, depth);
    if (field.number === 5) findings.initializers.add(walkWeight(file, field, findings));
    if (field.number === 11 && depth === 0) findings.inputs.push(...tensorInfo(file, field));
    if (field.number === 12 && depth === 0) findings.outputs.push(...tensorInfo(file, field));
  }
}

function walkNode(file: ProtobufFile, node: ProtobufField, findings: Findings, depth: number): void {
  let [operator, domain] = ['', ''];
  const attributes: ProtobufField[] = [];
  for (const field of file.fields(node.start, node.end)) {
    if (field.number === 4) operator = file.text(field);
    if (field.number === 7) domain = file.text(field);
    if (field.number === 5) attributes.push(field);
  }
  const isOwn = domain === '' || domain === 'ai.onnx';
  findings.operators.add(isOwn ? operator : `${domain}.${operator}`);
  for (const attribute of attributes) walkAttribute(file, attribute, findings, depth);
  // Of its attributes `to` alone is a number: https://onnx.ai/onnx/operators/onnx__Cast.html
  const to = operator === 'Cast' ? attributes.map((attribute) => file.inside(attribute, 3)?.value ?? 0) : [];
  if (to.length > 0) findings.casts.add(typeOf(Math.max(...to)).name);
}

/** Constants are attributes, and so are the branches of conditions and the bodies of loops. */
function walkAttribute(file: ProtobufFile, attribute: ProtobufField, findings: Findings, depth: number): void {
  for (const field of file.fields(attribute.start, attribute.end)) {
    if (field.number === 5) walkWeight(file, field, findings);
    if (field.number === 6 || field.number === 11) walkGraph(file, field, findings, depth + 1);
  }
}

/** The weight's name. */
function walkWeight(file: ProtobufFile, tensor: ProtobufField, { weights, externalData }: Findings): string {
  const external = new Map<string, string>();
  let [name, type, count, isExternal] = ['', 0, 1, false];
  for (const field of file.fields(tensor.start, tensor.end)) {
    if (field.number === 1) for (const size of file.numbers(field)) count *= size;
    if (field.number === 2) type = field.value;
    if (field.number === 8) name = file.text(field);
    if (field.number === 13) external.set(...pair(file, field));
    if (field.number === 14) isExternal = field.value === 1;
  }
  const { name: dtype, bits } = typeOf(type);
  const bytes = Math.ceil((count * bits) / 8);
  weights.set(dtype, (weights.get(dtype) ?? 0) + bytes);
  const location = external.get('location');
  if (isExternal && location !== undefined) {
    const end = Number(external.get('offset') ?? 0) + Number(external.get('length') ?? bytes);
    externalData.set(location, Math.max(externalData.get(location) ?? 0, Number.isFinite(end) ? end : 0));
  }
  return name;
}

/** A `StringStringEntryProto`. */
function pair(file: ProtobufFile, entry: ProtobufField): [string, string] {
  const texts = ['', ''];
  for (const field of file.fields(entry.start, entry.end)) texts[field.number - 1] = file.text(field);
  return [texts[0]!, texts[1]!];
}

/** None when the value is no tensor. */
function tensorInfo(file: ProtobufFile, value: ProtobufField): TensorInfo[] {
  const [name, tensor] = [file.inside(value, 1), file.inside(value, 2, 1)];
  if (name === undefined || tensor === undefined) return [];
  const type = file.inside(tensor, 1)?.value ?? 0;
  const shape = file.inside(tensor, 2);
  const dims = shape === undefined ? [] : [...file.fields(shape.start, shape.end)].filter(({ number }) => number === 1);
  return [{ name: file.text(name), type: typeOf(type).name, shape: dims.map((dim) => dimension(file, dim)) }];
}

/** A number, or the name of a free dimension; one that is not named at all is free, too. */
function dimension(file: ProtobufFile, dim: ProtobufField): number | string {
  for (const field of file.fields(dim.start, dim.end)) {
    if (field.number === 1) return field.value;
    if (field.number === 2) return file.text(field);
  }
  return '';
}

/** `TensorProto.DataType`, in the runtime's words. */
const types: { readonly [type: number]: { readonly name: string; readonly bits: number } } = {
  1: { name: 'float32', bits: 32 },
  2: { name: 'uint8', bits: 8 },
  3: { name: 'int8', bits: 8 },
  4: { name: 'uint16', bits: 16 },
  5: { name: 'int16', bits: 16 },
  6: { name: 'int32', bits: 32 },
  7: { name: 'int64', bits: 64 },
  8: { name: 'string', bits: 0 },
  9: { name: 'bool', bits: 8 },
  10: { name: 'float16', bits: 16 },
  11: { name: 'float64', bits: 64 },
  12: { name: 'uint32', bits: 32 },
  13: { name: 'uint64', bits: 64 },
  16: { name: 'bfloat16', bits: 16 },
  21: { name: 'uint4', bits: 4 },
  22: { name: 'int4', bits: 4 },
};

function typeOf(type: number) {
  return types[type] ?? { name: `type ${type}`, bits: 0 };
}
