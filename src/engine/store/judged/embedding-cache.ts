/**
 * @file Rows of numbers that a model makes, kept under the hash of what they were made of: embeddings, so that new words
 * are judged without looking at old images again, and the scores that come of them. Each addition is a file of its own; at the end they are packed into one. Two engines
 * may add at the same time, and a damaged file only means that its images are embedded again.
 */
import { digestOf } from '../../files/digest.ts';
import type { StoreFiles, StorePath } from '../store-files.ts';
import { decodeSegment, type Embeddings, encodeSegment } from './embedding-segment.ts';

/** More files than this are packed into one. */
const mostSegments = 8;

export class EmbeddingCache {
  readonly #files: StoreFiles;
  readonly #folder: StorePath;
  readonly #dimensions: number;
  readonly #known: Map<string, Float32Array>;
  #segments: readonly string[];

  private constructor(
    files: StoreFiles,
    folder: StorePath,
    dimensions: number,
    known: Map<string, Float32Array>,
    segments: readonly string[],
  ) {
    this.#files = files;
    this.#folder = folder;
    this.#dimensions = dimensions;
    this.#known = known;
    this.#segments = segments;
  }

  /**
   * @param space hex SHA-256 of everything but the hash that affects a row
   * @param dimensions length of a row
   */
  static async open(
    files: StoreFiles,
    space: string,
    dimensions: number,
    stage: 'embeddings' | 'scores' | 'pictures' = 'embeddings',
  ): Promise<EmbeddingCache> {
    const folder: StorePath = `cache/${stage}/${space}`;
    const segments = (await files.list(folder)).filter((name) => name.endsWith('.vlpe'));
    const known = new Map<string, Float32Array>();
    for (const name of segments) {
      const bytes = files.readNow(`${folder}/${name}`);
      const embeddings = bytes && decodeSegment(bytes, dimensions);
      for (const [hash, embedding] of embeddings ?? []) known.set(hash, embedding);
    }
    return new EmbeddingCache(files, folder, dimensions, known, segments);
  }

  /** @param hash hex SHA-256 of the image file, or of the text */
  get(hash: string): Float32Array | undefined {
    return this.#known.get(hash);
  }

  /** @throws Failure `store-read-only`, `disk-full` */
  async add(embeddings: Embeddings): Promise<void> {
    if (embeddings.size === 0) return;
    for (const [hash, embedding] of embeddings) this.#known.set(hash, embedding);
    // What a power cut takes is missed by its seal, and made again.
    const name = await this.#write(embeddings, false);
    this.#segments = [...this.#segments, name];
  }

  /** Joins many small files into one. What another engine added meanwhile stays. */
  async pack(): Promise<void> {
    if (this.#segments.length <= mostSegments) return;
    const packed = await this.#write(this.#known, true);
    const old = this.#segments.filter((name) => name !== packed);
    this.#segments = [packed];
    for (const name of old) await this.#files.remove(`${this.#folder}/${name}`);
  }

  async #write(embeddings: Embeddings, durable: boolean): Promise<string> {
    const bytes = encodeSegment(embeddings, this.#dimensions);
    const name = `${digestOf(bytes)}.vlpe`;
    await this.#files.write(`${this.#folder}/${name}`, bytes, durable);
    return name;
  }
}
