/** @file A CLIP model of two graphs. */
import type { RgbImage } from '../../images/rgb-image.ts';
import { runInBatches } from '../../pipelines/row-batches.ts';
import type { SessionOptions } from '../../runtime/session.ts';
import { LazySession } from '../lazy-session.ts';
import { imageFeeds, textFeeds } from './clip-feeds.ts';
import type { Readers, Towers } from './towers.ts';

/** Rows of a batch; more make no graph faster, and cancelling slower. */
const MOST_TEXTS = 16;
const MOST_IMAGES = 16;

export class SplitTowers implements Towers {
  readonly graphs: readonly string[];
  readonly #readers: Readers;
  readonly #text: LazySession;
  readonly #vision: LazySession;

  constructor(graphs: { readonly text: string; readonly vision: string }, readers: Readers, options: SessionOptions) {
    this.graphs = [graphs.text, graphs.vision];
    this.#readers = readers;
    this.#text = new LazySession(graphs.text, options);
    this.#vision = new LazySession(graphs.vision, options);
  }

  async embedTexts(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    const rows = texts.map((text) => this.#readers.tokenizer.encode(text));
    const session = await this.#text.open();
    const graph = {
      session,
      input: 'input_ids',
      output: 'text_embeds',
      most: MOST_TEXTS,
      feeds: (from: number, count: number, filledTo: number) => textFeeds(rows.slice(from, from + count), filledTo),
    };
    return runInBatches(graph, rows.length, signal);
  }

  async embedImages(images: readonly RgbImage[], signal: AbortSignal): Promise<Float32Array[]> {
    const session = await this.#vision.open();
    const { preprocessor } = this.#readers;
    const graph = {
      session,
      input: 'pixel_values',
      output: 'image_embeds',
      most: MOST_IMAGES,
      feeds: (from: number, count: number, filledTo: number) =>
        imageFeeds(images.slice(from, from + count), preprocessor, filledTo),
    };
    return runInBatches(graph, images.length, signal);
  }

  async logitScale(): Promise<undefined> {
    return undefined;
  }

  async dispose(): Promise<void> {
    await Promise.all([this.#text.dispose(), this.#vision.dispose()]);
  }
}
