/** @file The small picture of an image that is being drawn: one file, renewed in place, gone when the image is done. */
import type { StoreFiles, StorePath } from './store-files.ts';

export class PreviewFile {
  readonly #files: StoreFiles;
  readonly #path: StorePath;
  #isThere = false;

  /** @param key the plan's key of the image */
  constructor(files: StoreFiles, key: string) {
    this.#files = files;
    this.#path = `previews/${key}.png`;
  }

  /** Absolute; undefined while there is none. */
  get file(): string | undefined {
    return this.#isThere ? this.#files.absolute(this.#path) : undefined;
  }

  async renew(png: Uint8Array): Promise<void> {
    await this.#files.write(this.#path, png, false);
    this.#isThere = true;
  }

  async remove(): Promise<void> {
    if (!this.#isThere) return;
    this.#isThere = false;
    await this.#files.remove(this.#path);
  }
}
