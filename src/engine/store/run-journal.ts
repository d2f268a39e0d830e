/**
 * @file One run, line by line, as it happens: what was started, each finished image, how it ended. Append-only; a file
 * without an ending tells of a run that was killed. What to draw next is read from the index of images, never from
 * here, so a torn last line costs nothing.
 */
import { Failure } from '../../protocol/failure.ts';
import type { StoreFiles, StorePath } from './store-files.ts';

export type JournalEntry =
  | { readonly kind: 'start'; readonly recipe: string; readonly images: number }
  | { readonly kind: 'image'; readonly key: string; readonly hash: string }
  | { readonly kind: 'image-failed'; readonly key: string; readonly reason: string }
  | { readonly kind: 'end' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly reason: string };

let count = 0;

export class RunJournal {
  readonly #files: StoreFiles;
  readonly #file: StorePath;

  private constructor(files: StoreFiles, file: StorePath) {
    this.#files = files;
    this.#file = file;
  }

  static async start(files: StoreFiles, entry: JournalEntry & { kind: 'start' }): Promise<RunJournal> {
    count += 1;
    const stamp = new Date().toISOString().replaceAll(/[-:.]/g, '');
    const journal = new RunJournal(files, `runs/${stamp}-${process.pid}-${count}.jsonl`);
    await journal.add(entry);
    return journal;
  }

  async add(entry: JournalEntry): Promise<void> {
    await this.#files.append(this.#file, `${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`);
  }

  /** Writes how the run ended; never throws, as it is called when something else already went wrong. */
  async addFailure(error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    const entry: JournalEntry = Failure.is(error, 'cancelled') ? { kind: 'cancelled' } : { kind: 'failed', reason };
    await this.add(entry).catch(() => {});
  }
}
