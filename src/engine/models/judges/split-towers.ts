/** @file A judge of two graphs. */
import type { RgbImage } from '../../images/rgb-image.ts';
import type { SessionOptions } from '../../runtime/sessions/session.ts';
import { LazySession } from '../graphs/lazy-session.ts';
import type { PatchGrid } from '../judge.ts';
import { embedImagePatches, embedImageRows, embedTextRows } from './graph-halves.ts';
import type { Half, Ports } from './graph-ports.ts';
import type { Readers, Towers } from './towers.ts';

/** A graph and where one half goes in and comes out. */
export interface TowerGraph {
  /** Absolute. */
  readonly path: string;
  readonly ports: Ports;
}

export class SplitTowers implements Towers {
  readonly #graphs: { readonly [H in Half]: TowerGraph };
  readonly #readers: Readers;
  readonly #text: LazySession;
  readonly #vision: LazySession;

  constructor(graphs: { readonly [H in Half]: TowerGraph }, readers: Readers, options: SessionOptions) {
    this.#graphs = graphs;
    this.#readers = readers;
    this.#vision = new LazySession(graphs.vision.path, options);
    this.#text = new LazySession(graphs.text.path, options);
  }

  async embedTexts(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    const { ports } = this.#graphs.text;
    const half = { session: await this.#text.open(), ports, readers: this.#readers, others: {} };
    return embedTextRows(half, texts, signal);
  }

  async embedImages(images: readonly RgbImage[], signal: AbortSignal): Promise<Float32Array[]> {
    const { ports } = this.#graphs.vision;
    const half = { session: await this.#vision.open(), ports, readers: this.#readers, others: {} };
    return embedImageRows(half, images, signal);
  }

  async embedPatches(image: RgbImage, signal: AbortSignal): Promise<PatchGrid | undefined> {
    const { ports } = this.#graphs.vision;
    if (ports.patches === undefined) return undefined;
    const half = { session: await this.#vision.open(), ports, readers: this.#readers, others: {} };
    return embedImagePatches(half, ports.patches, image, signal);
  }

  async dispose(): Promise<void> {
    await Promise.all([this.#text.dispose(), this.#vision.dispose()]);
  }
}
