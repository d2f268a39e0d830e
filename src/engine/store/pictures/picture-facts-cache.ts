/** @file What pixels say of pictures, by the hash of their files, so that a picture is decoded for it once. */
import { digestOf } from '../../files/digest.ts';
import { EmbeddingCache } from '../judged/embedding-cache.ts';
import type { StoreFiles } from '../store-files.ts';
import { FACTS_NUMBERS, FACTS_VERSION, factsOf, type PictureFacts, rowOf } from './picture-facts.ts';

export class PictureFactsCache {
  readonly #rows: EmbeddingCache;

  private constructor(rows: EmbeddingCache) {
    this.#rows = rows;
  }

  /** A hundred thousand pictures are nine megabytes, read at once. */
  static async open(files: StoreFiles): Promise<PictureFactsCache> {
    const space = digestOf(`pictures\n${FACTS_VERSION}`);
    return new PictureFactsCache(await EmbeddingCache.open(files, space, FACTS_NUMBERS, 'pictures'));
  }

  /** @param hash hex SHA-256 of the file */
  get(hash: string): PictureFacts | undefined {
    const row = this.#rows.get(hash);
    return row && factsOf(row);
  }

  /**
   * @param facts by hex SHA-256 of the file
   * @throws Failure `store-read-only`, `disk-full`
   */
  async add(facts: ReadonlyMap<string, PictureFacts>): Promise<void> {
    await this.#rows.add(new Map([...facts].map(([hash, each]) => [hash, rowOf(each)])));
  }

  /** Joins many small files into one. */
  async pack(): Promise<void> {
    await this.#rows.pack();
  }
}
