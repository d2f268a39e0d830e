/**
 * @file What the weights of words do to what a text encoder made of them, in each dialect. Arithmetic is in 64 bits.
 * Sources: AUTOMATIC1111's web UI, modules/sd_emphasis.py; ComfyUI, comfy/sd1_clip.py.
 */
import type { Dialect } from '../../language/plan/plan.ts';
import type { Numbers } from '../runtime/tensor-binder.ts';

/** A chunk as the encoder left it. */
export interface EncodedChunk {
  /** [1, tokens, features] */
  readonly hidden: Numbers;
  /** Of each of its tokens, start, end and padding among them. */
  readonly weights: readonly number[];
  /** What the encoder makes of an empty prompt, of the same size. */
  readonly empty: Numbers;
}

type Emphasise = (chunk: EncodedChunk) => Float32Array;

/** @returns a new array, [1, tokens, features] as the chunk */
export const emphases: { readonly [D in Dialect]: Emphasise } = {
  a1111: (chunk) => {
    const weighted = multiplied(chunk);
    const factor = mean(chunk.hidden.data) / mean(weighted);
    // Where the weights take everything away there is no mean to restore.
    return Number.isFinite(factor) ? weighted.map((value) => value * factor) : weighted;
  },
  'a1111-nonorm': multiplied,
  comfy: ({ hidden, weights, empty }) =>
    eachNumber(hidden, weights, (value, weight, at) => {
      const origin = empty.data[at]!;
      return weight === 1 ? value : (value - origin) * weight + origin;
    }),
  none: ({ hidden }) => Float32Array.from(hidden.data),
};

function multiplied({ hidden, weights }: EncodedChunk): Float32Array {
  return eachNumber(hidden, weights, (value, weight) => value * weight);
}

function eachNumber(
  { data, dims }: Numbers,
  weights: readonly number[],
  change: (value: number, weight: number, at: number) => number,
): Float32Array {
  const features = dims.at(-1)!;
  return Float32Array.from(data, (value, at) => change(value, weights[Math.floor(at / features)]!, at));
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}
