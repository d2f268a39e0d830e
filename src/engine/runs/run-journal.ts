/**
 * @file One run, line by line, as it happens. A file without an ending tells of a run that is at work or was killed.
 * What to draw is read from the index of images, never from here, so a journal that cannot be written, or not whole,
 * costs no image: that is said once in the log, and the run goes on.
 */
import { utimes } from 'node:fs/promises';
import { Failure } from '../../protocol/failure.ts';
import type { RunId } from '../../protocol/runs.ts';
import { log } from '../log.ts';
import type { StoreFiles } from '../store/store-files.ts';
import type { EndLine, ImageCounts, JournalLine, JudgedRun, KeyAndHash, StartLine } from './journal-line.ts';
import { journalOf } from './run-id.ts';
import { HEARTBEAT } from './run-writer.ts';

/** Images of one line. */
const BATCH = 500;

export class RunJournal {
  readonly id: RunId;
  readonly #files: StoreFiles;
  readonly #onEnd: () => void;
  readonly #told: { readonly [K in keyof ImageCounts]: Set<string> } = {
    drawn: new Set(),
    reused: new Set(),
    failed: new Set(),
  };
  readonly #heart: NodeJS.Timeout;
  #isEnded = false;
  #isTorn = false;
  #isMute = false;

  /** @param onEnd called once, whether or not the ending could be written */
  constructor(files: StoreFiles, id: RunId, onEnd: () => void) {
    this.id = id;
    this.#files = files;
    this.#onEnd = onEnd;
    this.#heart = setInterval(() => void this.#beat(), HEARTBEAT);
    this.#heart.unref();
  }

  /** Without it nothing is written: nobody would know what it is about. */
  async start(line: StartLine): Promise<void> {
    await this.#add(line);
    this.#isMute = this.#isTorn;
  }

  async addDrawn(key: string, hash: string): Promise<void> {
    if (this.#isNews(key, 'drawn')) await this.#add({ kind: 'image', key, hash });
  }

  /** What was found in the store. */
  async addReused(images: readonly KeyAndHash[]): Promise<void> {
    const news = images.filter(([key]) => this.#isNews(key, 'reused'));
    for (let from = 0; from < news.length; from += BATCH) {
      await this.#add({ kind: 'reused', images: news.slice(from, from + BATCH) });
    }
  }

  async addFailed(key: string, reason: string): Promise<void> {
    if (this.#isNews(key, 'failed')) await this.#add({ kind: 'image-failed', key, reason });
  }

  async end(judged?: JudgedRun): Promise<void> {
    await this.#end({ kind: 'done', ...(judged && { judged }) });
  }

  async endWith(error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : String(error);
    await this.#end(Failure.is(error, 'cancelled') ? { kind: 'cancelled' } : { kind: 'failed', reason });
  }

  async #end(line: Omit<EndLine, 'at' | 'counts'>): Promise<void> {
    if (this.#isEnded) return;
    this.#isEnded = true;
    clearInterval(this.#heart);
    await this.#add({ ...line, at: new Date().toISOString(), counts: this.#counts() });
    this.#onEnd();
  }

  /** An image of several recipes of one run is told once. */
  #isNews(key: string, state: keyof ImageCounts): boolean {
    const isNew = !Object.values(this.#told).some((keys) => keys.has(key));
    if (isNew) this.#told[state].add(key);
    return isNew;
  }

  #counts(): ImageCounts {
    const { drawn, reused, failed } = this.#told;
    return { drawn: drawn.size, reused: reused.size, failed: failed.size };
  }

  async #add(line: JournalLine): Promise<void> {
    if (this.#isMute) return;
    try {
      // What is left of a line that did not fit must not spoil the next.
      await this.#files.append(journalOf(this.id), `${this.#isTorn ? '\n' : ''}${JSON.stringify(line)}\n`);
      this.#isTorn = false;
    } catch (error) {
      if (!this.#isTorn) log.warn(`The journal of this run cannot be written: ${String(error)}`);
      this.#isTorn = true;
    }
  }

  async #beat(): Promise<void> {
    const now = new Date();
    await utimes(this.#files.absolute(journalOf(this.id)), now, now).catch(() => {}); // The next one may do.
  }
}
