/**
 * @file ComfyUI's graph as it ran: nodes by their ids, whose inputs are values or links `[id, slot]` to outputs of other
 * nodes. A stranger's graph may have circles and ends nowhere, so that every walk counts its steps.
 */
import { asObject, field, type JsonObject, parseObject, textField } from '../json.ts';

export interface Node {
  readonly id: string;
  /** Its class, such as `KSampler`. */
  readonly kind: string;
  readonly inputs: JsonObject;
}

export interface Link {
  readonly node: Node;
  /** Which of its outputs. */
  readonly slot: number;
}

export interface Graph {
  readonly nodes: ReadonlyMap<string, Node>;
}

/** The largest workflows have some hundred. */
const MOST_NODES = 10_000;

/** Undefined when the text is no such graph. */
export function parseGraph(text: string): Graph | undefined {
  const root = parseObject(text);
  return root && (graphOf(root) ?? graphOf(wrapped(root)));
}

/** Some nodes that save pictures put the graph beside other things. */
function wrapped(root: JsonObject): JsonObject {
  const inner = field(root, 'prompt');
  return asObject(inner) ?? (typeof inner === 'string' ? parseObject(inner) : undefined) ?? {};
}

function graphOf(root: JsonObject): Graph | undefined {
  const nodes = new Map<string, Node>();
  for (const [id, value] of Object.entries(root).slice(0, MOST_NODES)) {
    const kind = textField(asObject(value), 'class_type');
    if (kind !== undefined) nodes.set(id, { id, kind, inputs: asObject(field(asObject(value), 'inputs')) ?? {} });
  }
  return nodes.size === 0 ? undefined : { nodes };
}

/** Where an input comes from; undefined when it is a value, or a link to nothing. */
export function linkOf(graph: Graph, node: Node, input: string): Link | undefined {
  return asLink(graph, field(node.inputs, input));
}

function asLink(graph: Graph, value: unknown): Link | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [id, slot]: readonly unknown[] = value;
  const source = typeof id === 'string' || typeof id === 'number' ? graph.nodes.get(String(id)) : undefined;
  return source !== undefined && typeof slot === 'number' ? { node: source, slot } : undefined;
}

/** All links into a node by the names of its inputs. */
export function linksOf(graph: Graph, node: Node): readonly (Link & { readonly input: string })[] {
  return Object.keys(node.inputs).flatMap((input) => {
    const link = linkOf(graph, node, input);
    return link ? [{ ...link, input }] : [];
  });
}

/**
 * A node and all that feeds it, the nearest first, each once.
 * @param isFollowed whether a link is gone along
 * @param seen nodes that are left out; those that are found come to them
 */
export function* upstream(
  graph: Graph,
  start: Node,
  isFollowed: (input: string) => boolean = () => true,
  seen: Set<Node> = new Set(),
): Generator<Node> {
  const found = seen.has(start) ? [] : [start];
  // Grows while it is gone through.
  for (const node of found) {
    seen.add(node);
    yield node;
    for (const { node: source, input } of linksOf(graph, node)) {
      if (seen.has(source) || !isFollowed(input)) continue;
      seen.add(source);
      found.push(source);
    }
  }
}
