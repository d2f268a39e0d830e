/** @file The words that guide a sampler: text encoders found through the nodes that join and shape what they say. */

import { field } from '../json.ts';
import { type Graph, type Link, linkOf, linksOf, type Node } from './graph.ts';
import { textInput } from './values.ts';

export interface Words {
  readonly text: string;
  readonly notes: readonly string[];
}

/** Joins of conditionings whose effect is not that of one longer prompt. */
const combining: Readonly<Record<string, string>> = {
  ConditioningCombine: 'mixes its prompts in every step',
  ConditioningAverage: 'averages its prompts',
  ConditioningConcat: 'reads its prompts in chunks of their own',
};

/** Inputs of text encoders that hold words, of which some have several for several encoders. */
const wordInputs = [
  'text',
  'text_g',
  'text_l',
  'clip_l',
  'clip_g',
  't5xxl',
  'prompt',
  'text_positive',
  'positive_prompt',
];

/** Between a sampler and its words stand a few. */
const MOST_NODES = 500;

/** @param input of the sampler or guider: `positive`, `negative`, `conditioning` */
export function wordsOf(graph: Graph, node: Node, input: string): Words {
  const link = linkOf(graph, node, input);
  const walk: Walk = { graph, input, notes: new Set(), seen: new Set() };
  const texts = link ? textsAt(walk, link) : [];
  // Blanks at the ends mean nothing to an encoder.
  const words = [...new Set(texts.map((text) => text.trim()))].filter((text) => text !== '');
  return { text: words.join(', '), notes: [...walk.notes] };
}

interface Walk {
  readonly graph: Graph;
  readonly input: string;
  readonly notes: Set<string>;
  readonly seen: Set<Node>;
}

function textsAt(walk: Walk, { node, slot }: Link): readonly string[] {
  if (walk.seen.has(node) || walk.seen.size >= MOST_NODES) return [];
  walk.seen.add(node);
  if (node.kind === 'ConditioningZeroOut') return [];
  // Loaders that also encode hold their words under the sampler's own name for them.
  const own = field(node.inputs, walk.input);
  const words =
    typeof own === 'string' ? [own] : wordInputs.flatMap((input) => textInput(walk.graph, node, input) ?? []);
  if (words.length > 0) return differing(words, node, walk);
  const next = linksOf(walk.graph, node).filter(({ input }) => isConditioning(input, slot));
  if (next.length === 0) walk.notes.add(`The node ${shownNode(node)} gave words in a way that is not read.`);
  else noteShaping(walk, node);
  return next.flatMap((link) => textsAt(walk, link));
}

/** Several encoders read mostly the same words. */
function differing(words: readonly string[], node: Node, walk: Walk): readonly string[] {
  const distinct = [...new Set(words)].filter((text) => text !== '');
  if (distinct.length > 1) {
    walk.notes.add(`The node ${shownNode(node)} has different words for each text encoder; they were joined.`);
  }
  return distinct.length === 0 ? [''] : distinct;
}

/** Nodes with a way for each prompt hand the positive on first and the negative second. */
function isConditioning(input: string, slot: number): boolean {
  if (input === 'positive') return slot === 0;
  if (input === 'negative') return slot === 1;
  return /^(conditioning|cond)/.test(input);
}

function noteShaping(walk: Walk, node: Node): void {
  const effect = Object.hasOwn(combining, node.kind) ? combining[node.kind] : undefined;
  if (effect !== undefined) {
    walk.notes.add(`The node ${shownNode(node)} ${effect}; here they are one prompt with commas between.`);
  } else if (node.kind !== 'Reroute') {
    walk.notes.add(`What the node ${shownNode(node)} does with the words is not part of the recipe.`);
  }
}

/** `ConditioningSetArea` (12) */
function shownNode({ kind, id }: Node): string {
  return `\`${kind}\` (${id})`;
}
