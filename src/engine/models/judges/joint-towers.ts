/** @file A judge of one graph: whoever wants one half feeds a blank to the other. */
import { cosine } from '../../arithmetic/directions.ts';
import type { RgbImage } from '../../images/rgb-image.ts';
import type { SessionOptions } from '../../runtime/sessions/session.ts';
import type { Feeds } from '../../runtime/tensor-binder.ts';
import { LazySession } from '../graphs/lazy-session.ts';
import { imageFeeds, textFeeds } from './clip-feeds.ts';
import { embedImageRows, embedTextRows } from './graph-halves.ts';
import type { Half, Ports } from './graph-ports.ts';
import type { Readers, Towers } from './towers.ts';

export interface JointGraph {
  /** Absolute. */
  readonly path: string;
  readonly ports: { readonly [H in Half]: Ports };
}

export class JointTowers implements Towers {
  readonly #ports: JointGraph['ports'];
  readonly #readers: Readers;
  readonly #graph: LazySession;

  constructor({ path, ports }: JointGraph, readers: Readers, options: SessionOptions) {
    this.#ports = ports;
    this.#readers = readers;
    this.#graph = new LazySession(path, options);
  }

  async embedTexts(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    const half = { session: await this.#graph.open(), ports: this.#ports.text, readers: this.#readers };
    return embedTextRows({ ...half, others: this.#imageFeeds([grey]) }, texts, signal);
  }

  async embedImages(images: readonly RgbImage[], signal: AbortSignal): Promise<Float32Array[]> {
    const half = { session: await this.#graph.open(), ports: this.#ports.vision, readers: this.#readers };
    return embedImageRows({ ...half, others: this.#textFeeds(['']) }, images, signal);
  }

  /**
   * What the graph multiplies cosines by before it gives them out. They are a straight line to its logits, with or without
   * an offset; undefined when the graph gives none, or cosines that are too much alike to draw the line.
   */
  async logitScale(): Promise<number | undefined> {
    const session = await this.#graph.open();
    const logits = session.outputs.find(({ name }) => /^logits_per_image$/i.test(name));
    if (logits === undefined) return undefined;
    const { text, vision } = this.#ports;
    const outputs = [logits.name, text.output.name, vision.output.name];
    const points: Point[] = [];
    for (const [words, picture] of probes) {
      const feeds = { ...this.#textFeeds([words]), ...this.#imageFeeds([picture]) };
      const [logit, texts, images] = await session.run(feeds, outputs);
      points.push({ cosine: cosine(texts!.data, images!.data), logit: logit!.data[0]! });
    }
    return slopeOf(points);
  }

  #textFeeds(texts: readonly string[]): Feeds {
    const rows = texts.map((text) => this.#readers.tokenizer.encode(text));
    return textFeeds(this.#ports.text.input.name, rows, filled(this.#ports.text, rows.length));
  }

  #imageFeeds(images: readonly RgbImage[]): Feeds {
    const { input } = this.#ports.vision;
    return imageFeeds(input.name, images, this.#readers.preprocessor, filled(this.#ports.vision, images.length));
  }

  dispose(): Promise<void> {
    return this.#graph.dispose();
  }
}

/** A graph exported for a fixed batch wants so many rows. */
function filled({ input }: Ports, rows: number): number {
  const [batch] = input.shape;
  return typeof batch === 'number' ? Math.max(batch, rows) : rows;
}

const grey = flat(128, 128, 128);

function flat(...colour: readonly [number, number, number]): RgbImage {
  return { width: 8, height: 8, data: Uint8Array.from({ length: 192 }, (_, i) => colour[i % 3]!) };
}

/** Texts and pictures that no model takes for each other's likes. */
const probes: readonly (readonly [string, RgbImage])[] = [
  ['', grey],
  ['a photo of a red square', flat(230, 20, 20)],
  ['blue', flat(230, 20, 20)],
  ['green grass', flat(20, 20, 230)],
];

interface Point {
  readonly cosine: number;
  readonly logit: number;
}

/** Variance of cosines below which rounding would decide. */
const LEAST_VARIANCE = 1e-7;

function slopeOf(points: readonly Point[]): number | undefined {
  const mean = (of: (point: Point) => number) => points.reduce((sum, point) => sum + of(point), 0) / points.length;
  const [cosine, logit] = [mean((point) => point.cosine), mean((point) => point.logit)];
  const variance = mean((point) => (point.cosine - cosine) ** 2);
  if (!(variance > LEAST_VARIANCE)) return undefined;
  return mean((point) => (point.cosine - cosine) * (point.logit - logit)) / variance;
}
