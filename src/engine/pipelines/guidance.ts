/**
 * @file What the network predicts, guided away from the negative prompt (Ho & Salimans 2022): two rows in one call or,
 * where memory is short, in two calls.
 */
import { Failure } from '../../protocol/failure.ts';
import type { Numbers } from '../runtime/tensor-binder.ts';
import { type Course, sizeOf } from './course.ts';
import type { DiffusionNetworks, PromptContext } from './diffusion-networks.ts';
import { contextRow, readPrompts } from './prompt-context.ts';

/** The guided prediction of one step; the caller's to change. */
export type Guide = (latents: Float32Array, index: number) => Promise<Float32Array>;

/**
 * As in diffusers a guidance of 1 or less means none: one row a call, the prompt alone.
 * @param beside [channels, height, width] that the network reads with the latents
 */
export async function createGuide(course: Course, beside: Float32Array = new Float32Array(0)): Promise<Guide> {
  const { networks, request, scheduler, signal } = course;
  const { guidance, rescale = 0 } = request.settings;
  const isAlone = guidance <= 1 || networks.guidanceIsInput;
  const contextOf = await readPrompts(networks, request, isAlone, signal);
  const sample = sampleRows(course.dims, beside, isAlone ? 1 : 2);
  const pair = isAlone ? undefined : createPair(course, sample);
  return async (latents, index) => {
    fillScaled(sample, latents, scheduler.inputScale(index));
    const [context, timestep] = [await contextOf(index), scheduler.timesteps[index]!];
    if (pair === undefined) return networks.predict(sample, timestep, context, guidance, signal);
    const [without, wanted] = await pair(timestep, context);
    guide(without, wanted, guidance);
    if (rescale > 0) restoreContrast(without, wanted, rescale);
    return without;
  };
}

/** Rows of latents and, behind those of each row, what stands beside them; that never changes. */
function sampleRows([, channels, ...size]: readonly number[], beside: Float32Array, rows: number): Numbers {
  const own = sizeOf([channels!, ...size]);
  const data = new Float32Array((own + beside.length) * rows);
  for (let row = 0; row < rows; row++) data.set(beside, (own + beside.length) * row + own);
  return { data, dims: [rows, channels! + beside.length / sizeOf(size), ...size] };
}

/** The latents times a number, in each row. */
function fillScaled({ data, dims }: Numbers, latents: Float32Array, factor: number): void {
  for (let i = 0; i < latents.length; i++) data[i] = latents[i]! * factor;
  const row = data.length / dims[0]!;
  for (let start = row; start < data.length; start += row) data.copyWithin(start, 0, latents.length);
}

/** Models whose memory did not suffice for two rows at once. */
const rowByRow = new WeakSet<DiffusionNetworks>();

type Pair = (
  timestep: number,
  context: PromptContext,
) => Promise<readonly [without: Float32Array, wanted: Float32Array]>;

/** @param sample of two equal rows, filled anew for each call */
function createPair({ networks, request, signal, say }: Course, sample: Numbers): Pair {
  const { guidance } = request.settings;
  const predict = (rows: Numbers, timestep: number, context: PromptContext) =>
    networks.predict(rows, timestep, context, guidance, signal);
  const row = { data: sample.data.subarray(0, sample.data.length / 2), dims: [1, ...sample.dims.slice(1)] };
  let isTold = false;
  return async (timestep, context) => {
    const both = await unlessMemoryIsShort(networks, () => predict(sample, timestep, context));
    if (both !== undefined) return [both.subarray(0, both.length / 2), both.subarray(both.length / 2)];
    if (!isTold)
      say('The prompt and its negative were drawn one after the other, as memory was short for both at once.');
    isTold = true;
    const without = await predict(row, timestep, contextRow(context, 0));
    return [without, await predict(row, timestep, contextRow(context, 1))];
  };
}

/** Undefined where memory is short, or was before. */
async function unlessMemoryIsShort<T>(networks: DiffusionNetworks, work: () => Promise<T>): Promise<T | undefined> {
  if (rowByRow.has(networks)) return undefined;
  try {
    return await work();
  } catch (error) {
    if (!Failure.is(error, 'memory-short')) throw error;
    rowByRow.add(networks);
    return undefined;
  }
}

/** Into `without`: without + guidance · (wanted − without). */
function guide(without: Float32Array, wanted: Float32Array, guidance: number): void {
  for (let i = 0; i < without.length; i++) {
    without[i] = without[i]! + guidance * (wanted[i]! - without[i]!);
  }
}

/**
 * In place: takes the guided prediction's deviation back to that of the prompt's own, by the share φ (Lin et al. 2024,
 * formulas 14 to 16).
 */
function restoreContrast(guided: Float32Array, wanted: Float32Array, share: number): void {
  const deviation = standardDeviation(guided);
  if (deviation === 0) return;
  const factor = (share * standardDeviation(wanted)) / deviation + (1 - share);
  for (let i = 0; i < guided.length; i++) guided[i] = guided[i]! * factor;
}

/** Of a sample: divided by one less than there are. */
function standardDeviation(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) ** 2;
  return Math.sqrt(squares / (values.length - 1));
}
