/** @file One step of a U-Net, whatever batch it was exported for. */
import type { Session } from '../runtime/session.ts';
import type { Numbers } from '../runtime/tensor-binder.ts';
import { outputOf } from './graph-output.ts';

/**
 * What the network predicts for each row of `sample`, [rows, channels, height, width]. A graph of a fixed batch that
 * the rows do not divide is called once a row.
 * @param context one row for each row of `sample`
 * @throws Failure `cancelled`, `model-unsupported`
 */
export async function callUnet(
  unet: Session,
  sample: Numbers,
  timestep: number,
  context: Numbers,
  signal: AbortSignal,
): Promise<Float32Array> {
  const fixed = unet.inputs.find((input) => input.name === 'sample')?.shape[0];
  const rows = sample.dims[0]!;
  if (typeof fixed === 'number' && fixed % rows !== 0) return callByRow(unet, sample, timestep, context, signal);
  const feeds = { sample, timestep: { data: Float32Array.of(timestep), dims: [1] }, encoder_hidden_states: context };
  const [prediction] = await unet.run(feeds, [outputOf(unet, 'out_sample')], signal);
  return prediction!.data.subarray(0, sample.data.length);
}

async function callByRow(
  unet: Session,
  sample: Numbers,
  timestep: number,
  context: Numbers,
  signal: AbortSignal,
): Promise<Float32Array> {
  const whole = new Float32Array(sample.data.length);
  const size = whole.length / sample.dims[0]!;
  for (let row = 0; row * size < whole.length; row++) {
    whole.set(await callUnet(unet, rowOf(sample, row), timestep, rowOf(context, row), signal), row * size);
  }
  return whole;
}

function rowOf(numbers: Numbers, row: number): Numbers {
  const size = numbers.data.length / numbers.dims[0]!;
  return { data: numbers.data.subarray(row * size, (row + 1) * size), dims: [1, ...numbers.dims.slice(1)] };
}
