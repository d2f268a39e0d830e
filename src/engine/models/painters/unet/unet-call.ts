/** @file One step of a U-Net, whatever batch it was exported for. */
import type { Session } from '../../../runtime/sessions/session.ts';
import type { Feeds, Numbers } from '../../../runtime/tensor-binder.ts';
import { outputOf } from '../../graphs/graph-output.ts';
import { type UnetCall, unetFeeds } from './unet-feeds.ts';

/**
 * What the network predicts for each row of `sample`. A graph of a fixed batch that the rows do not divide is called
 * once a row.
 * @returns [rows, latent channels, height, width]
 * @throws Failure `cancelled`, `model-unsupported`
 */
export async function callUnet(unet: Session, call: UnetCall, signal: AbortSignal): Promise<Float32Array> {
  const fixed = unet.inputs.find((input) => input.name === 'sample')?.shape[0];
  const rows = call.sample.dims[0]!;
  const feeds = unetFeeds(unet.inputs, call);
  if (typeof fixed !== 'number' || fixed % rows === 0) return runRows(unet, feeds, rows, signal);
  const parts: Float32Array[] = [];
  for (let row = 0; row < rows; row++) parts.push(await runRows(unet, rowOf(feeds, row, rows), 1, signal));
  return concatenate(parts);
}

/** The graph may give more rows than were asked for, where it was exported for so many. */
async function runRows(unet: Session, feeds: Feeds, rows: number, signal: AbortSignal): Promise<Float32Array> {
  const [prediction] = await unet.run(feeds, [outputOf(unet, 'out_sample')], signal);
  const { data, dims } = prediction!;
  return data.subarray(0, (data.length / dims[0]!) * rows);
}

/** What has a row for each row of the call, of one of them. */
function rowOf(feeds: Feeds, row: number, rows: number): Feeds {
  const entries = Object.entries(feeds).map(([name, feed]) => [name, feed.dims[0] === rows ? part(feed, row) : feed]);
  return Object.fromEntries(entries);
}

function part({ data, dims }: Numbers, row: number): Numbers {
  const size = data.length / dims[0]!;
  return { data: data.subarray(row * size, (row + 1) * size), dims: [1, ...dims.slice(1)] };
}

function concatenate(parts: readonly Float32Array[]): Float32Array {
  const [first] = parts;
  const whole = new Float32Array(parts.length * first!.length);
  for (const [i, one] of parts.entries()) whole.set(one, i * first!.length);
  return whole;
}
