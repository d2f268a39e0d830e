/** @file Which sampler made the picture. */
import { type Graph, linkOf, type Node, upstream } from './graph.ts';

/** Anything that turns latents into latents guided by words, whoever wrote the node. */
function isSampler({ inputs }: Node): boolean {
  const has = (name: string) => Object.hasOwn(inputs, name);
  const isGuided = (has('positive') && has('negative')) || has('guider');
  return isGuided && (has('sampler_name') || has('sampler')) && (has('latent_image') || has('latent') || has('steps'));
}

export interface FoundSampler {
  readonly sampler: Node;
  /** Samplers whose latents it went on with. */
  readonly before: readonly Node[];
}

/** The last sampler before a node that saves pictures, else before one that shows them, else the last of the graph. */
export function findSampler(graph: Graph): FoundSampler | undefined {
  const nodes = [...graph.nodes.values()];
  const ends = [
    ...nodes.filter(({ kind }) => /save/i.test(kind)),
    ...nodes.filter(({ kind }) => /preview/i.test(kind)),
  ];
  // What was looked at from one end is not looked at again from the next: a graph may be all ends.
  const seen = new Set<Node>();
  for (const end of ends) {
    for (const node of upstream(graph, end, () => true, seen)) {
      if (isSampler(node)) return withThoseBefore(graph, node);
    }
  }
  const sampler = nodes.filter(isSampler).at(-1);
  return sampler && withThoseBefore(graph, sampler);
}

function withThoseBefore(graph: Graph, sampler: Node): FoundSampler {
  const before = latentPath(graph, sampler).slice(1).filter(isSampler);
  return { sampler, before };
}

/** Inputs along which a latent or its picture comes. */
const latentInput = /^(latent|samples|pixels|images?)/;

/** The sampler, then where its latent came from, the nearest first. */
export function latentPath(graph: Graph, sampler: Node): readonly Node[] {
  return [...upstream(graph, sampler, (input) => latentInput.test(input))];
}

/** A part of a sampler that is a node of its own (`guider`, `noise`, `sampler`, `sigmas`), else the sampler itself. */
export function partOf(graph: Graph, sampler: Node, input: string): Node {
  return linkOf(graph, sampler, input)?.node ?? sampler;
}
