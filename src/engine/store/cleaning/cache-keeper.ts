/**
 * @file How large the cache is, and keeping it within a size: what has not been used for longest goes first, and never
 * what a run, a decision or a release refers to. Other processes may use the same cache, and tidy it up, meanwhile.
 */
import type { CacheStatus, CleanedCache } from '../../../protocol/cache.ts';
import { counted, sized } from '../../../protocol/texts/figures.ts';
import { log } from '../../log.ts';
import { Pauses } from '../../pauses.ts';
import { indexedObject } from '../image-store.ts';
import { type StoreFiles, touchInterval } from '../store-files.ts';
import { bytesOf, type CacheFile, listCache, stageSizes } from './cache-listing.ts';
import { filesToEvict } from './eviction-order.ts';
import { heldDigests } from './held-digests.ts';

/** What was used more recently than this stays, whatever the size: a run may be about to tell of it. */
const recent = 2 * touchInterval;

/** How far below its limit the cache is brought, so that it is not looked through after each run. */
const roomLeft = 0.1;

interface Removed {
  readonly files: number;
  readonly bytes: number;
}

const none: Removed = { files: 0, bytes: 0 };

export interface CachePlace {
  /** Absolute path. */
  readonly workspace: string;
  /** Bytes; absent: it may grow. */
  readonly limit?: number;
}

export class CacheKeeper {
  readonly #files: StoreFiles;
  readonly #place: CachePlace;
  /** How much this process must have written before the cache is looked through again. */
  #lookAt = 0;
  #working: Promise<void> | undefined;

  constructor(files: StoreFiles, place: CachePlace) {
    this.#files = files;
    this.#place = place;
  }

  async status(): Promise<CacheStatus> {
    const [all, held] = [await listCache(this.#files), await this.#held()];
    const { limit } = this.#place;
    return {
      folder: this.#files.absolute('cache/.'),
      stages: stageSizes(all),
      bytes: bytesOf(all),
      ...(limit !== undefined && { limit }),
      held: bytesOf(all.filter(({ name }) => held.has(name))),
    };
  }

  /**
   * @param to bytes
   * @throws Failure `store-read-only`; what the file system says of a journal or a decision that cannot be read
   */
  async clean(to: number): Promise<CleanedCache> {
    await this.#working;
    const removed = await this.#evict(await listCache(this.#files), to, 0);
    return { removed, status: await this.status() };
  }

  /** Brings the cache within its limit, where it is beyond. Costs nothing while it cannot be. Never rejects. */
  keepWithin(): Promise<void> {
    this.#working ??= this.#keepWithin()
      .catch((error: unknown) => log.warn(`The cache was not made smaller: ${String(error)}`))
      .finally(() => {
        this.#working = undefined;
      });
    return this.#working;
  }

  async #keepWithin(): Promise<void> {
    const { limit } = this.#place;
    // What other processes add, they look after themselves.
    if (limit === undefined || this.#files.written < this.#lookAt) return;
    const all = await listCache(this.#files);
    const size = bytesOf(all);
    const removed = size <= limit ? none : await this.#evict(all, limit * (1 - roomLeft), recent);
    const left = size - removed.bytes;
    this.#lookAt = this.#files.written + Math.max(limit - left, limit * roomLeft);
    tell(removed, left, limit);
  }

  async #evict(all: readonly CacheFile[], to: number, spared: number): Promise<Removed> {
    const held = await this.#held();
    const pauses = new Pauses();
    let removed = none;
    for (const file of filesToEvict(all, { to, held, spared, now: Date.now() })) {
      await pauses.take();
      if (!this.#isUnused(file)) continue;
      await this.#files.remove(file.path);
      removed = { files: removed.files + 1, bytes: removed.bytes + file.size };
    }
    if (removed.files === 0) return removed;
    const entries = await this.#removeDangling(all);
    return { files: removed.files + entries.files, bytes: removed.bytes + entries.bytes };
  }

  /** Whether nobody has used it since it was listed. */
  #isUnused({ path, used }: CacheFile): boolean {
    return this.#files.lookNow(path)?.mtimeMs === used;
  }

  /** Entries of the index whose image is gone. */
  async #removeDangling(all: readonly CacheFile[]): Promise<Removed> {
    let removed = none;
    for (const { path, stage, size } of all) {
      if (stage !== 'index') continue;
      const bytes = await this.#files.read(path);
      const object = bytes && indexedObject(bytes.toString('utf8'));
      if (object === undefined || this.#files.lookNow(object) !== undefined) continue;
      await this.#files.remove(path);
      removed = { files: removed.files + 1, bytes: removed.bytes + size };
    }
    return removed;
  }

  #held(): Promise<ReadonlySet<string>> {
    return heldDigests(this.#files, this.#place.workspace);
  }
}

function tell({ files, bytes }: Removed, left: number, limit: number): void {
  if (files > 0) log.info(`Freed ${sized(bytes)} of the cache: ${counted(files, 'file')} that had long not been used.`);
  if (left <= limit) return;
  log.info(
    `The cache takes ${sized(left)}, more than its ${sized(limit)}: the rest was just used, or runs, decisions and releases refer to it.`,
  );
}
