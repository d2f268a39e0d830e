/** @file What the network reads beside the latents: in each step the wording that is due, its negative before it. */
import type { PromptReading } from '../../language/plan/plan.ts';
import type { DrawRequest } from '../models/painter.ts';
import { RecentMap } from '../recent-map.ts';
import type { Numbers } from '../runtime/tensor-binder.ts';
import { plainWording, type Wording } from '../text/prompt-chunks.ts';
import type { PromptContext, PromptEncoder } from './diffusion-networks.ts';

/** For a step, from 0; rows are [negative, prompt], or the prompt alone. */
export type ContextOf = (step: number) => Promise<PromptContext>;

/** Wordings of one image that are kept encoded; few prompts have more. */
const WORDINGS_KEPT = 32;

/**
 * Encodes nothing yet.
 * @param isAlone without guidance no negative is read
 * @throws Failure `prompt-too-long`
 */
export async function readPrompts(
  encoder: PromptEncoder,
  request: DrawRequest,
  isAlone: boolean,
  signal: AbortSignal,
): Promise<ContextOf> {
  const prompt = request.reading ?? plainReading(request.prompt);
  const negative = request.negativeReading ?? plainReading(request.negative);
  await encoder.requireReadable([...prompt.wordings, ...(isAlone ? [] : negative.wordings)]);
  const encoded = new RecentMap<Wording, PromptContext>(WORDINGS_KEPT);
  const encode = async (wording: Wording) => {
    const context = encoded.get(wording) ?? (await encodeWording(encoder, request, wording, signal));
    encoded.set(wording, context);
    return context;
  };
  const encodeNegative = async (wording: Wording) => {
    const context = await encode(wording);
    return encoder.emptyIsZero && isEmpty(wording) ? zeros(context) : context;
  };
  if (isAlone) return async (step) => encode(wordingAt(prompt, step));
  return lastPair(
    async (without, wanted) => {
      const [first, second] = [await encodeNegative(without), await encode(wanted)];
      // Zeros are zeros throughout (diffusers, `zeros_like`); behind a written negative stands the encoded empty text.
      const padding = isEmpty(without) ? encodeNegative : encode;
      return stack(await padTo(first, second, padding), await padTo(second, first, encode));
    },
    (step) => [wordingAt(negative, step), wordingAt(prompt, step)],
  );
}

/** As it was encoded for an earlier image, where it was. */
async function encodeWording(
  encoder: PromptEncoder,
  { emphasis, stages }: DrawRequest,
  wording: Wording,
  signal: AbortSignal,
): Promise<PromptContext> {
  const known = stages?.findWords(wording, emphasis);
  if (known !== undefined) return known;
  const context = await encoder.encodePrompt(wording, emphasis, signal);
  stages?.keepWords(wording, emphasis, context);
  return context;
}

function plainReading(text: string): PromptReading {
  return { wordings: [plainWording(text)], steps: [0] };
}

/** Samplers that call the network more often than there are steps end with the last wording. */
function wordingAt({ wordings, steps }: PromptReading, step: number): Wording {
  return wordings[steps[Math.min(step, steps.length - 1)]!]!;
}

/** Most prompts are the same in all steps, and then stacked once. */
function lastPair(
  make: (without: Wording, wanted: Wording) => Promise<PromptContext>,
  pairAt: (step: number) => readonly [Wording, Wording],
): ContextOf {
  let last: { readonly pair: readonly [Wording, Wording]; readonly context: PromptContext } | undefined;
  return async (step) => {
    const pair = pairAt(step);
    if (last?.pair[0] !== pair[0] || last.pair[1] !== pair[1]) last = { pair, context: await make(...pair) };
    return last.context;
  };
}

const EMPTY: Wording = plainWording('');

function isEmpty(wording: Wording): boolean {
  return wording.flat().every(({ text }) => text.trim() === '');
}

function zeros({ hidden, pooled }: PromptContext): PromptContext {
  const blank = ({ data, dims }: Numbers): Numbers => ({ data: new Float32Array(data.length), dims });
  return { hidden: blank(hidden), ...(pooled && { pooled: blank(pooled) }) };
}

/** Empty chunks behind it until it is as long as the other. */
async function padTo(
  context: PromptContext,
  other: PromptContext,
  encode: (wording: Wording) => Promise<PromptContext>,
): Promise<PromptContext> {
  const [length, wanted] = [context.hidden.dims[1]!, other.hidden.dims[1]!];
  if (length >= wanted) return context;
  const { hidden } = await encode(EMPTY);
  const missing = (wanted - length) / hidden.dims[1]!;
  return { ...context, hidden: joinChunks([context.hidden, ...Array.from({ length: missing }, () => hidden)]) };
}

/** Along the axis of tokens. @param chunks each [1, tokens, features] */
export function joinChunks(chunks: readonly Numbers[]): Numbers {
  const [first] = chunks;
  if (first !== undefined && chunks.length === 1) return first;
  const tokens = chunks.reduce((sum, { dims }) => sum + dims[1]!, 0);
  return { data: concatenate(chunks), dims: [1, tokens, first!.dims[2]!] };
}

/** One row of several. */
export function contextRow({ hidden, pooled }: PromptContext, row: number): PromptContext {
  return { hidden: rowOf(hidden, row), ...(pooled && { pooled: rowOf(pooled, row) }) };
}

function rowOf({ data, dims: [rows, ...rest] }: Numbers, row: number): Numbers {
  const size = data.length / rows!;
  return { data: data.subarray(row * size, (row + 1) * size), dims: [1, ...rest] };
}

function stack(first: PromptContext, second: PromptContext): PromptContext {
  const { pooled } = first;
  return {
    hidden: stackRows(first.hidden, second.hidden),
    ...(pooled && second.pooled && { pooled: stackRows(pooled, second.pooled) }),
  };
}

function stackRows(first: Numbers, second: Numbers): Numbers {
  return { data: concatenate([first, second]), dims: [2, ...first.dims.slice(1)] };
}

function concatenate(parts: readonly Numbers[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { data }) => sum + data.length, 0));
  let offset = 0;
  for (const { data } of parts) {
    whole.set(data, offset);
    offset += data.length;
  }
  return whole;
}
