/** @file Runs one half of a judge over many texts or pictures, a batch at a time. */
import type { RgbImage } from '../../images/rgb-image.ts';
import { requireFinite } from '../../pipelines/finite-numbers.ts';
import { runInBatches } from '../../pipelines/row-batches.ts';
import type { Session } from '../../runtime/sessions/session.ts';
import type { Feeds, TensorInfo } from '../../runtime/tensor-binder.ts';
import type { PatchGrid } from '../judge.ts';
import { imageFeeds, textFeeds } from './clip-feeds.ts';
import type { Ports } from './graph-ports.ts';
import { patchGrid } from './patch-port.ts';
import type { Readers } from './towers.ts';

/** Rows of a batch; more make no graph faster, and cancelling slower. */
const MOST_ROWS = 16;

/** One half of a judge in an opened graph. */
export interface GraphHalf {
  readonly session: Session;
  readonly ports: Ports;
  readonly readers: Readers;
  /** What a graph with both halves wants for the other one. */
  readonly others: Feeds;
}

/** @throws Failure `prompt-too-long`, `numbers-overflowed`, `model-unsupported`, `cancelled` */
export function embedTextRows(half: GraphHalf, texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
  const rows = texts.map((text) => half.readers.tokenizer.encode(text));
  const { name } = half.ports.input;
  return embedRows(half, rows, (some, filledTo) => textFeeds(name, some, filledTo), signal);
}

/** @throws Failure `numbers-overflowed`, `model-unsupported`, `cancelled` */
export function embedImageRows(
  half: GraphHalf,
  images: readonly RgbImage[],
  signal: AbortSignal,
): Promise<Float32Array[]> {
  const { preprocessor } = half.readers;
  const { name } = half.ports.input;
  return embedRows(half, images, (some, filledTo) => imageFeeds(name, some, preprocessor, filledTo), signal);
}

/**
 * Embeddings of the parts of one picture; undefined when it is not seen whole, or the parts are no grid.
 * @throws Failure `numbers-overflowed`, `cancelled`
 */
export async function embedImagePatches(
  { session, ports, readers: { preprocessor }, others }: GraphHalf,
  output: TensorInfo,
  image: RgbImage,
  signal: AbortSignal,
): Promise<PatchGrid | undefined> {
  // What has another shape than the judge's own is cropped or squashed.
  if (image.width * preprocessor.height !== image.height * preprocessor.width) return undefined;
  const [batch] = ports.input.shape;
  const filledTo = typeof batch === 'number' ? batch : 1;
  const feeds = { ...others, ...imageFeeds(ports.input.name, [image], preprocessor, filledTo) };
  const [found] = await session.run(feeds, [output.name], signal);
  const grid = patchGrid(found!.data, found!.dims); // One output was asked for.
  for (const patch of grid?.patches ?? []) requireFinite(patch, session.path, output.type === 'float16');
  return grid;
}

/** Numbers that are none would make every class as likely as any other. */
async function embedRows<Row>(
  { session, ports, others }: GraphHalf,
  rows: readonly Row[],
  feeds: (some: readonly Row[], filledTo: number) => Feeds,
  signal: AbortSignal,
): Promise<Float32Array[]> {
  const graph = {
    session,
    input: ports.input.name,
    output: ports.output.name,
    most: MOST_ROWS,
    feeds: (from: number, count: number, filledTo: number) => ({
      ...others,
      ...feeds(rows.slice(from, from + count), filledTo),
    }),
  };
  const embeddings = await runInBatches(graph, rows.length, signal);
  for (const row of embeddings) requireFinite(row, session.path, ports.output.type === 'float16');
  return embeddings;
}
