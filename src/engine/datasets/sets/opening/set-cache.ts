import { log } from '../../../log.ts';
import type { StoreFiles } from '../../../store/store-files.ts';
import { decodeSet, encodeSet, type KeptSet, keptSetFile } from './kept-set.ts';

/** Sets as they were looked up before. */
export class SetCache {
  readonly #files: StoreFiles;

  constructor(files: StoreFiles) {
    this.#files = files;
  }

  /** Undefined when it was never kept, or the file is damaged. @param stamp hex SHA-256 */
  async find(stamp: string): Promise<KeptSet | undefined> {
    const bytes = this.#files.readNow(keptSetFile(stamp));
    return bytes && decodeSet(stamp, bytes);
  }

  /** A disk that is full or read-only only costs time. Never rejects. */
  async keep(stamp: string, set: KeptSet): Promise<void> {
    try {
      await this.#files.write(keptSetFile(stamp), encodeSet(stamp, set), false);
    } catch (error) {
      log.warn(`A set of images was not kept in the cache: ${String(error)}`);
    }
  }
}
