/** @file Where in a text encoder's graph tokens become vectors: the `Gather` from the table of embeddings. */
import { onnxTypes } from './onnx-writer.ts';
import type { ProtobufField, ProtobufFile } from './protobuf-walk.ts';

export interface TokenEmbedding {
  /** Of the vectors, [batch, tokens, width]. */
  readonly output: string;
  /** Where that name stands in the file, as the node's output. */
  readonly outputAt: number;
  readonly type: 'float32' | 'float16';
  /** Numbers of a vector; undefined when the file does not say it. */
  readonly width: number | undefined;
}

interface Node {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly outputAt: number;
  /** Of a `Cast`. */
  readonly to: number;
}

interface Table {
  readonly type: number;
  readonly dims: readonly number[];
}

/** Nodes in a row that ids may go through; exporters make two or three, in any order of the file. */
const LONGEST_WAY = 16;

/** What ids may go through on their way. */
const passing = ['Reshape', 'Cast', 'Flatten', 'Squeeze', 'Unsqueeze', 'Identity'];

/**
 * Undefined when the graph has none that vectors could be put behind: of another kind, or quantised.
 * @param input the graph's input of token ids
 * @throws RangeError when the file is no ONNX model
 */
export function findTokenEmbedding(file: ProtobufFile, input: string): TokenEmbedding | undefined {
  const graph = file.inside({ number: 0, value: 0, start: 0, end: file.size }, 7);
  if (graph === undefined) throw new RangeError('There is no graph.');
  const nodes: Node[] = [];
  const tables = new Map<string, Table>();
  for (const field of file.fields(graph.start, graph.end)) {
    if (field.number === 1) nodes.push(readNode(file, field));
    if (field.number === 5) tables.set(...readTable(file, field));
  }
  const gather = gatherOf(nodes, input);
  const table = gather && tableOf(nodes, tables, gather.inputs[0]!);
  const type = typeNames.find((name) => onnxTypes[name] === table?.type);
  const output = gather?.outputs[0];
  if (gather === undefined || table === undefined || type === undefined || output === undefined) return undefined;
  return { output, outputAt: gather.outputAt, type, width: table.dims[1] };
}

const typeNames = ['float32', 'float16'] as const;

/** The ids are its indices; a later `Gather` picks positions, not tokens. */
function gatherOf(nodes: readonly Node[], input: string): Node | undefined {
  const ids = new Set([input]);
  for (let tries = 0; tries < LONGEST_WAY; tries++) {
    const gather = nodes.find((node) => node.operator === 'Gather' && ids.has(node.inputs[1] ?? ''));
    if (gather !== undefined) return gather;
    const before = ids.size;
    for (const { operator, inputs, outputs } of nodes)
      if (passing.includes(operator) && ids.has(inputs[0] ?? '') && outputs[0] !== undefined) ids.add(outputs[0]);
    if (ids.size === before) return undefined;
  }
  return undefined;
}

/** Weights themselves, or what they are cast to. */
function tableOf(nodes: readonly Node[], tables: ReadonlyMap<string, Table>, name: string): Table | undefined {
  const table = tables.get(name);
  if (table !== undefined) return table;
  const cast = nodes.find((node) => node.operator === 'Cast' && node.outputs[0] === name);
  const source = cast && tables.get(cast.inputs[0] ?? '');
  return source && { dims: source.dims, type: cast.to };
}

function readNode(file: ProtobufFile, node: ProtobufField): Node {
  const inputs: string[] = [];
  const outputs: string[] = [];
  let [operator, outputAt, to] = ['', 0, 0];
  for (const field of file.fields(node.start, node.end)) {
    if (field.number === 1) inputs.push(file.text(field));
    if (field.number === 2) {
      if (outputs.length === 0) outputAt = field.start;
      outputs.push(file.text(field));
    }
    if (field.number === 4) operator = file.text(field);
    if (field.number === 5) to = file.inside(field, 3)?.value ?? to;
  }
  return { operator, inputs, outputs, outputAt, to };
}

function readTable(file: ProtobufFile, tensor: ProtobufField): [string, Table] {
  const dims: number[] = [];
  let [name, type] = ['', 0];
  for (const field of file.fields(tensor.start, tensor.end)) {
    if (field.number === 1) for (const size of file.numbers(field)) dims.push(size);
    if (field.number === 2) type = field.value;
    if (field.number === 8) name = file.text(field);
  }
  return [name, { type, dims }];
}
