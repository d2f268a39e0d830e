/** @file Values of inputs: written in the node, or handed over by nodes that only hold or join values. */
import { field, numberOf, seedOf } from '../json.ts';
import { type Graph, linkOf, type Node } from './graph.ts';

/** A value through more nodes than this is not looked for. */
const DEEPEST = 32;
/** Nodes looked at for one text: joins of joins of the same nodes would double with each. */
const MOST_LOOKS = 1000;

/** Inputs in which nodes of a single value keep it, the likeliest first. */
const holders = ['value', 'seed', 'noise_seed', 'int', 'float', 'number', 'text', 'string', 'prompt', 'Value', 'Text'];

export function numberInput(graph: Graph, node: Node, input: string): number | undefined {
  return follow(graph, node, input, numberOf);
}

export function seedInput(graph: Graph, node: Node, input: string): string | undefined {
  return follow(graph, node, input, seedOf);
}

/** Texts are joined where a node joins them. */
export function textInput(graph: Graph, node: Node, input: string): string | undefined {
  return textOf({ graph, looks: 0 }, node, input, DEEPEST);
}

function follow<T>(graph: Graph, node: Node, input: string, read: (value: unknown) => T | undefined): T | undefined {
  let [at, name] = [node, input];
  for (let depth = 0; depth < DEEPEST; depth++) {
    const value = read(field(at.inputs, name));
    if (value !== undefined) return value;
    const source = linkOf(graph, at, name)?.node;
    const holder = source && [name, ...holders].find((candidate) => field(source.inputs, candidate) !== undefined);
    if (source === undefined || holder === undefined) return undefined;
    [at, name] = [source, holder];
  }
  return undefined;
}

interface Join {
  readonly inputs: readonly string[];
  readonly delimiter: string;
}

/** Nodes that join texts; the names are those of the usual packs of nodes. */
const joins: Readonly<Record<string, Join>> = {
  StringConcatenate: { inputs: ['string_a', 'string_b'], delimiter: 'delimiter' },
  'Text Concatenate': { inputs: ['text_a', 'text_b', 'text_c', 'text_d'], delimiter: 'delimiter' },
  JoinStrings: { inputs: ['string1', 'string2'], delimiter: 'delimiter' },
};

interface Search {
  readonly graph: Graph;
  looks: number;
}

function textOf(search: Search, node: Node, input: string, depth: number): string | undefined {
  const value = field(node.inputs, input);
  if (typeof value === 'string') return value;
  const source = linkOf(search.graph, node, input)?.node;
  if (source === undefined || depth === 0 || ++search.looks > MOST_LOOKS) return undefined;
  const join = Object.hasOwn(joins, source.kind) ? joins[source.kind] : undefined;
  if (join) return joined(search, source, join, depth);
  // What such a node showed when it ran is the text itself.
  const holder = ['text_0', input, ...holders].find((candidate) => field(source.inputs, candidate) !== undefined);
  return holder === undefined ? undefined : textOf(search, source, holder, depth - 1);
}

function joined(search: Search, node: Node, { inputs, delimiter }: Join, depth: number): string {
  const texts = inputs.flatMap((input) => textOf(search, node, input, depth - 1) ?? []);
  return texts.join(textOf(search, node, delimiter, depth - 1) ?? '').slice(0, 100_000);
}
