/** @file ComfyUI's `prompt`: what the sampler that made the picture was told. */
import type { GenerationRecord } from '../../generation-record.ts';
import { given } from '../given.ts';
import { wordsOf } from './conditioning.ts';
import { type Graph, type Node, parseGraph, upstream } from './graph.ts';
import { type FoundSampler, findSampler, latentPath, partOf } from './sampler.ts';
import { numberInput, seedInput, textInput } from './values.ts';

const head = { tool: 'ComfyUI', dialect: 'comfy', unread: [] } as const;

export function readComfy(text: string): GenerationRecord | undefined {
  const graph = parseGraph(text);
  if (graph === undefined) return undefined;
  const found = findSampler(graph);
  return found ? recordOf(graph, found) : withoutSampler(graph);
}

function withoutSampler(graph: Graph): GenerationRecord {
  const kinds = [...new Set([...graph.nodes.values()].map(({ kind }) => `\`${kind}\``))].slice(0, 12);
  const notes = [`No sampler of a known kind was found; the graph is made of ${kinds.join(', ')}.`];
  return { ...head, prompt: '', negative: '', loras: [], notes };
}

function recordOf(graph: Graph, { sampler, before }: FoundSampler): GenerationRecord {
  const guider = partOf(graph, sampler, 'guider');
  const [positive, negative] = [wordsOf(graph, guider, positiveInput(guider)), wordsOf(graph, guider, 'negative')];
  const models = modelPath(graph, guider);
  const name = models.flatMap((node) => firstText(graph, node, ['ckpt_name', 'unet_name', 'model_name']) ?? [])[0];
  return {
    ...head,
    prompt: positive.text,
    negative: negative.text,
    ...given({
      ...settingsOf(graph, sampler, guider),
      // Of a later pass it says how much the earlier ones left to it.
      denoise: before.length > 0 ? undefined : numberInput(graph, partOf(graph, sampler, 'sigmas'), 'denoise'),
      size: sizeOf(graph, sampler),
      model: name === undefined ? undefined : { name },
      clipSkip: clipSkipOf(graph, sampler),
      noise: 'cpu' as const,
    }),
    loras: models.flatMap((node) => loraOf(graph, node)),
    notes: [
      ...new Set([
        ...earlierNotes(before),
        ...startNotes(graph, sampler),
        ...positive.notes,
        ...negative.notes,
        ...modelNotes(models),
      ]),
    ],
  };
}

/** A guider without guidance has one prompt only. */
function positiveInput(guider: Node): string {
  return Object.hasOwn(guider.inputs, 'positive') ? 'positive' : 'conditioning';
}

function settingsOf(graph: Graph, sampler: Node, guider: Node) {
  const [noise, sigmas] = [partOf(graph, sampler, 'noise'), partOf(graph, sampler, 'sigmas')];
  const walk = partOf(graph, sampler, 'sampler');
  return {
    seed: seedInput(graph, noise, 'noise_seed') ?? seedInput(graph, noise, 'seed'),
    steps: numberInput(graph, sigmas, 'steps'),
    sampler: textInput(graph, walk, 'sampler_name'),
    schedule: textInput(graph, sigmas, 'scheduler'),
    // A guider without guidance does what guidance 1 does.
    guidance: numberInput(graph, guider, 'cfg') ?? (guider === sampler ? undefined : 1),
  };
}

/** Of the nearest latent that says so. */
function sizeOf(graph: Graph, sampler: Node): GenerationRecord['size'] {
  for (const node of latentPath(graph, sampler)) {
    const [width, height] = [numberInput(graph, node, 'width'), numberInput(graph, node, 'height')];
    if (width !== undefined && height !== undefined) return { width, height };
  }
  return undefined;
}

/** The nodes that a model comes through, the nearest first. */
function modelPath(graph: Graph, guider: Node): readonly Node[] {
  return [...upstream(graph, guider, (input) => /^(model|on_true|on_false)/.test(input))].slice(1);
}

function firstText(graph: Graph, node: Node, inputs: readonly string[]): string | undefined {
  return inputs.flatMap((input) => textInput(graph, node, input) ?? [])[0];
}

function loraOf(graph: Graph, node: Node): GenerationRecord['loras'] {
  const name = textInput(graph, node, 'lora_name');
  return name === undefined ? [] : [{ name, ...given({ weight: numberInput(graph, node, 'strength_model') }) }];
}

/** `stop_at_clip_layer: -2` leaves one layer out, which others call 2. */
function clipSkipOf(graph: Graph, sampler: Node): number | undefined {
  for (const node of upstream(graph, sampler)) {
    const layer = node.kind === 'CLIPSetLastLayer' ? numberInput(graph, node, 'stop_at_clip_layer') : undefined;
    if (layer !== undefined) return Math.abs(layer);
  }
  return undefined;
}

function earlierNotes(before: readonly Node[]): readonly string[] {
  if (before.length === 0) return [];
  return [
    `${before.length + 1} samplers worked on the picture one after the other; the recipe is that of the last, which went on from what the others had drawn.`,
  ];
}

function startNotes(graph: Graph, sampler: Node): readonly string[] {
  const start = numberInput(graph, sampler, 'start_at_step') ?? 0;
  return start > 0 ? [`The sampler began at step ${start}; the recipe draws from the first.`] : [];
}

const readKinds: readonly RegExp[] = [/loader/i, /lora/i, /^Reroute/, /^CLIPSetLastLayer$/, /^ComfySwitchNode$/];

/** Nodes that change the model in ways of their own. */
function modelNotes(models: readonly Node[]): readonly string[] {
  return models
    .filter(({ kind }) => !readKinds.some((pattern) => pattern.test(kind)))
    .map(({ kind, id }) => `What the node \`${kind}\` (${id}) does to the model is not part of the recipe.`);
}
