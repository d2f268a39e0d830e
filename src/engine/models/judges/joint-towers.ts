/** @file A CLIP model of one graph: whoever wants one half feeds a blank to the other. */
import type { RgbImage } from '../../images/rgb-image.ts';
import { runInBatches } from '../../pipelines/row-batches.ts';
import type { SessionOptions } from '../../runtime/session.ts';
import { LazySession } from '../lazy-session.ts';
import { imageFeeds, textFeeds } from './clip-feeds.ts';
import type { Readers, Towers } from './towers.ts';

const MOST_ROWS = 16;

export class JointTowers implements Towers {
  readonly graphs: readonly string[];
  readonly #readers: Readers;
  readonly #graph: LazySession;

  constructor(graph: string, readers: Readers, options: SessionOptions) {
    this.graphs = [graph];
    this.#readers = readers;
    this.#graph = new LazySession(graph, options);
  }

  async embedTexts(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    const rows = texts.map((text) => this.#readers.tokenizer.encode(text));
    const blank = this.#blankImage();
    const graph = {
      session: await this.#graph.open(),
      input: 'input_ids',
      output: 'text_embeds',
      most: MOST_ROWS,
      feeds: (from: number, count: number, filledTo: number) => ({
        ...textFeeds(rows.slice(from, from + count), filledTo),
        ...blank,
      }),
    };
    return runInBatches(graph, rows.length, signal);
  }

  async embedImages(images: readonly RgbImage[], signal: AbortSignal): Promise<Float32Array[]> {
    const blank = this.#blankText();
    const graph = {
      session: await this.#graph.open(),
      input: 'pixel_values',
      output: 'image_embeds',
      most: MOST_ROWS,
      feeds: (from: number, count: number, filledTo: number) => ({
        ...imageFeeds(images.slice(from, from + count), this.#readers.preprocessor, filledTo),
        ...blank,
      }),
    };
    return runInBatches(graph, images.length, signal);
  }

  /** Its logits are scale · cosine; one of each is enough to divide. */
  async logitScale(): Promise<number | undefined> {
    const session = await this.#graph.open();
    const feeds = { ...this.#blankText(), ...this.#blankImage() };
    const [logits, text, image] = await session.run(feeds, ['logits_per_image', 'text_embeds', 'image_embeds']);
    const cosine = cosineOf(text!.data, image!.data);
    return Math.abs(cosine) < 1e-3 ? undefined : logits!.data[0]! / cosine;
  }

  #blankText() {
    return textFeeds([this.#readers.tokenizer.encode('')], 1);
  }

  #blankImage() {
    return imageFeeds([greyImage(this.#readers.preprocessor)], this.#readers.preprocessor, 1);
  }

  dispose(): Promise<void> {
    return this.#graph.dispose();
  }
}

function greyImage({ width, height }: { readonly width: number; readonly height: number }): RgbImage {
  return { width, height, data: new Uint8Array(width * height * 3).fill(128) };
}

function cosineOf(a: Float32Array, b: Float32Array): number {
  let [both, left, right] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    both += a[i]! * b[i]!;
    left += a[i]! ** 2;
    right += b[i]! ** 2;
  }
  return both / Math.sqrt(left * right);
}
