import type { FileHandle } from 'node:fs/promises';
import { keepNativeNotes } from '../runtime/native-note.ts';
import type { StoreFiles, StorePath } from './store-files.ts';

/** Where this process notes its native calls, for whoever has to tell how it ended (`client/crash-files.ts`). */
export class NativeNoteFile {
  readonly #files: StoreFiles;
  readonly #path: StorePath = `crashes/last-call-${process.pid}.txt`;
  #opening: Promise<FileHandle | undefined> | undefined;

  constructor(files: StoreFiles) {
    this.#files = files;
  }

  /** Once; a store that cannot be written will say so when it matters. Never rejects. */
  async open(): Promise<void> {
    this.#opening ??= this.#files.openForWriting(this.#path).catch(() => undefined);
    keepNativeNotes((await this.#opening)?.fd);
  }

  async dispose(): Promise<void> {
    const file = await this.#opening;
    this.#opening = undefined;
    if (file === undefined) return;
    keepNativeNotes(undefined);
    await file.close();
    await this.#files.remove(this.#path).catch(() => {}); // It is swept one day.
  }
}
