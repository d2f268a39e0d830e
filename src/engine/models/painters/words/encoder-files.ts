/** @file The text encoders of a model with their tokenizers, and which of their layers is read. */
import { join } from 'node:path';
import { Failure } from '../../../../protocol/failure.ts';
import { fileExists, type JsonObject } from '../../../files/json-file.ts';
import { type OnnxFile, readOnnxFile } from '../../../runtime/onnx/onnx-file.ts';
import { loadTokenizer } from '../../../text/load-tokenizer.ts';
import type { Tokenizer } from '../../../text/tokenizer.ts';
import { chooseGraph, type GraphWish } from '../../graphs/graph-file.ts';
import { graphFiles } from '../../model-digest.ts';
import type { Architecture } from '../diffusion-family.ts';
import {
  type DiffusionPart,
  descriptionOfPart,
  partNames,
  tokenizerFiles,
  tokenizerFolder,
} from '../diffusion-parts.ts';
import type { EncoderOutputs } from './text-encoder.ts';

/** A text encoder with what it needs. */
export interface EncoderPlace {
  readonly graph: string;
  readonly outputs: EncoderOutputs;
  readonly tokenizer: Tokenizer;
}

export interface ReadEncoder {
  readonly place: EncoderPlace;
  readonly files: readonly string[];
}

interface EncoderWish {
  readonly architecture: Architecture;
  readonly index: JsonObject;
  readonly wish: GraphWish;
}

/** Those that the list of parts does not leave out: the refiner of Stable Diffusion XL has the second alone. */
export function readEncoders(path: string, { architecture, index, wish }: EncoderWish): Promise<ReadEncoder[]> {
  const parts = architecture.encoders.filter((part) => index.list(part, ['any'])[0] !== null);
  return Promise.all(parts.map((part) => readEncoder(path, part, { architecture, index, wish })));
}

async function readEncoder(
  path: string,
  part: DiffusionPart,
  { architecture, wish }: EncoderWish,
): Promise<ReadEncoder> {
  const { path: graph } = await chooseGraph(path, partNames(part), { ...wish, isPreference: true });
  const [config, folder] = [await descriptionOfPart(path, part), await tokenizerFolder(path, part)];
  const described = tokenizerFiles.map((name) => join(folder, name));
  const there = await Promise.all(described.map(fileExists));
  return {
    place: {
      graph,
      outputs: encoderOutputs(graph, await readOnnxFile(graph), { config: config.json, architecture }),
      tokenizer: await loadTokenizer(folder),
    },
    files: [
      ...(await graphFiles(graph)),
      ...(architecture.readAt === 'penultimate' && config.path !== undefined ? [config.path] : []),
      ...described.filter((_, i) => there[i]),
    ],
  };
}

interface EncoderDescription {
  readonly config: JsonObject;
  readonly architecture: Architecture;
}

/** Where it is not the last, the layer before it: by the configuration's count of layers, or by what the graph gives. */
function encoderOutputs(path: string, graph: OnnxFile, { config, architecture }: EncoderDescription): EncoderOutputs {
  const names = graph.outputs.map(({ name }) => name);
  const [only, another] = names;
  if (architecture.readAt === 'last') return { hidden: another === undefined ? (only ?? LAST) : LAST };
  const hidden = `hidden_states.${layerOf(names, config)}`;
  if (names.includes(hidden)) return { hidden, ...(names.includes('text_embeds') && { pooled: 'text_embeds' }) };
  throw new Failure(
    'model-unsupported',
    `${path} does not give what ${architecture.name} reads (\`${hidden}\`); export it with all hidden states.`,
  );
}

const LAST = 'last_hidden_state';

function layerOf(outputs: readonly string[], config: JsonObject): number {
  if (config.value('num_hidden_layers') !== undefined) return config.number('num_hidden_layers') - 1;
  const layers = outputs.flatMap((name) => /^hidden_states\.(\d+)$/.exec(name)?.[1] ?? []).map(Number);
  return layers.length > 1 ? Math.max(...layers) - 1 : (layers[0] ?? 0);
}
