import { closeSync } from 'node:fs';
import { keepNativeNotes } from '../runtime/sessions/native-note.ts';
import type { StoreFiles, StorePath } from './store-files.ts';

/** Where this process notes its native calls, for whoever has to tell how it ended (`client/crash-files.ts`). */
export class NativeNoteFile {
  readonly #files: StoreFiles;
  readonly #path: StorePath = `crashes/last-call-${process.pid}.txt`;
  #runs = 0;
  #descriptor: number | undefined;

  constructor(files: StoreFiles) {
    this.#files = files;
  }

  /** While a run is at work; a store that cannot be written will say so when it matters. Never rejects. */
  async open(): Promise<void> {
    this.#runs += 1;
    if (this.#runs > 1) return;
    this.#descriptor = await this.#files.openForWriting(this.#path).catch(() => undefined);
    keepNativeNotes(this.#descriptor);
  }

  /** An open file would keep the disk that it is on from being taken away. */
  async close(): Promise<void> {
    this.#runs -= 1;
    const descriptor = this.#descriptor;
    if (this.#runs > 0 || descriptor === undefined) return;
    this.#descriptor = undefined;
    keepNativeNotes(undefined);
    closeSync(descriptor);
    await this.#files.remove(this.#path).catch(() => {}); // It is swept one day.
  }
}
