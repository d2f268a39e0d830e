/**
 * @file The files of a store: every write of the engine goes through here. A file is there whole or not at all: it is
 * written under a temporary name in its own folder, synced, and renamed. Nothing is made before it is needed, so
 * looking into a store that is read-only, or not there, works.
 */
import { appendFileSync, lstatSync, openSync, readFileSync, utimesSync } from 'node:fs';
import { lstat, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { systemCode } from '../files/system-code.ts';
import { temporaryName } from '../files/temporary-file.ts';
import { unlessMissing } from '../files/unless-missing.ts';
import { isInside } from '../files/workspace-path.ts';
import { writeThenRename } from '../files/write-then-rename.ts';
import { sweepFolder } from './cleaning/sweep-folder.ts';
import { linkBetween, linked, makeFolder, makeInside } from './folders.ts';
import { storeFailure } from './store-failure.ts';

/** The folders at the top of a store; all of it can be made again, so none of it belongs into version control. */
export type StoreArea = 'cache' | 'runs' | 'reports' | 'previews' | 'crashes';

const areas: readonly StoreArea[] = ['cache', 'runs', 'reports', 'previews', 'crashes'];

/** What is told of a file without opening it. */
export interface FileLook {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ino: number;
}

/** Milliseconds. */
export const touchInterval = 10 * 60_000;

/** Relative to the store, beginning with its area, written with `/`. */
export type StorePath = `${StoreArea}/${string}`;

/**
 * All methods that write throw Failure `store-read-only`, `disk-full`, or `path-outside-workspace` for a folder that is
 * a link; no rest of a failed write stays.
 */
export class StoreFiles {
  /** Absolute. */
  readonly root: string;
  /** Below this folder no link is followed for writing or removing: a workspace may come with links to anywhere. */
  readonly #own: string;
  readonly #prepared = new Set<string>();
  readonly #unlinked = new Set<string>();
  #written = 0;

  /** @param workspace absolute; links on the way from it to the store are refused as those within the store are */
  constructor(root: string, workspace = root) {
    this.root = root;
    this.#own = isInside(workspace, root) ? workspace : root;
  }

  /** Bytes of the files that this process has written. */
  get written(): number {
    return this.#written;
  }

  absolute(file: StorePath): string {
    return path.join(this.root, ...file.split('/'));
  }

  /** @param durable whether it must survive a power cut; previews need not */
  async write(file: StorePath, content: Uint8Array | string, durable = true): Promise<void> {
    await this.#writing(async () => {
      await this.#prepare(file);
      await writeThenRename(this.absolute(file), content, durable);
      this.#written += content.length;
    });
  }

  async append(file: StorePath, text: string): Promise<void> {
    await this.#writing(async () => {
      await this.#prepare(file);
      if (lstatSync(this.absolute(file), { throwIfNoEntry: false })?.isFile() === false)
        throw linked(this.absolute(file));
      appendFileSync(this.absolute(file), text);
    });
  }

  /** The descriptor of a new file, which whoever asked closes. What has its name goes: a link would lead elsewhere. */
  async openForWriting(file: StorePath): Promise<number> {
    return this.#writing(async () => {
      await this.#prepare(file);
      await rm(this.absolute(file), { force: true });
      return openSync(this.absolute(file), 'wx');
    });
  }

  /** Undefined when there is no such file; links and pipes, which a workspace may come with, are none. */
  async read(file: StorePath): Promise<Buffer | undefined> {
    const status = await unlessMissing(lstat(this.absolute(file)));
    return status?.isFile() === true ? unlessMissing(readFile(this.absolute(file))) : undefined;
  }

  /**
   * As `read`, at once, and counts as a use: for the small files of the cache, of which thousands are looked at, this
   * takes a tenth of the time. Undefined where it cannot be read, too.
   */
  readNow(file: StorePath): Buffer | undefined {
    try {
      const look = this.lookNow(file);
      if (look === undefined) return undefined;
      const bytes = readFileSync(this.absolute(file));
      this.touch(file, look);
      return bytes;
    } catch {
      return undefined;
    }
  }

  /** Size and age of a file, at once; undefined when there is none that is a plain file. */
  lookNow(file: StorePath): FileLook | undefined {
    const status = lstatSync(this.absolute(file), { throwIfNoEntry: false });
    return status?.isFile() === true ? status : undefined;
  }

  /**
   * Says that a file is used, by its time of change. Often enough to tell old from new, seldom enough to cost nothing;
   * a time in the future was written by a clock that has been set back since. Never throws; nothing behind a link is
   * touched.
   */
  touch(file: StorePath, { mtimeMs }: FileLook, now = Date.now()): void {
    if (Math.abs(now - mtimeMs) < touchInterval) return;
    try {
      if (!this.#isOurs(path.dirname(this.absolute(file)))) return;
      utimesSync(this.absolute(file), now / 1000, now / 1000);
    } catch {
      return; // A read-only store is used all the same.
    }
  }

  /** Whether no link leads to a folder; each is looked at once. */
  #isOurs(folder: string): boolean {
    if (folder === this.#own || this.#prepared.has(folder) || this.#unlinked.has(folder)) return true;
    const isOurs = !lstatSync(folder).isSymbolicLink() && this.#isOurs(path.dirname(folder));
    if (isOurs) this.#unlinked.add(folder);
    return isOurs;
  }

  /** Bytes; undefined when there is no such file that is a plain one. */
  async size(file: StorePath): Promise<number | undefined> {
    return this.lookNow(file)?.size;
  }

  /** Absolute path, whether or not it is there; undefined when a link leads to it: then nothing in it is of this store. */
  async ownFolder(folder: StorePath): Promise<string | undefined> {
    const absolute = this.absolute(folder);
    return (await linkBetween(this.#own, absolute)) === undefined ? absolute : undefined;
  }

  /** Names of the files in a folder, sorted; none when there is no such folder. */
  async list(folder: StorePath): Promise<readonly string[]> {
    const absolute = await this.ownFolder(folder);
    return absolute === undefined ? [] : ((await unlessMissing(readdir(absolute))) ?? []).sort();
  }

  async remove(file: StorePath): Promise<void> {
    const folder = path.dirname(this.absolute(file));
    if (!this.#prepared.has(folder)) await this.#requireNoLink(folder);
    await this.#writing(() => rm(this.absolute(file), { force: true }));
  }

  /** Removes what killed processes left half-written, and pictures of drawing that nobody renews any more. */
  async sweep(): Promise<void> {
    for (const area of areas) {
      const folder = path.join(this.root, area);
      if ((await linkBetween(this.#own, folder)) === undefined) await sweepFolder(folder, area === 'previews');
    }
  }

  /** Throws as a write would, and leaves nothing. */
  async probe(): Promise<void> {
    const file: StorePath = `cache/${temporaryName()}`;
    await this.write(file, 'probe');
    await this.remove(file);
  }

  async #prepare(file: StorePath): Promise<void> {
    await this.#prepareFolder(path.dirname(this.absolute(file)));
    await this.#ignoreArea(file.slice(0, file.indexOf('/')));
  }

  /** Each folder is looked at once, from the root downwards. */
  async #prepareFolder(folder: string): Promise<void> {
    if (this.#prepared.has(folder)) return;
    if (folder === this.root) {
      await this.#requireNoLink(folder);
      await makeFolder(folder);
    } else {
      await this.#prepareFolder(path.dirname(folder));
      await makeInside(folder);
    }
    this.#prepared.add(folder);
  }

  async #requireNoLink(folder: string): Promise<void> {
    const link = await linkBetween(this.#own, folder);
    if (link !== undefined) throw linked(link);
  }

  /** All of a store can be made again, so none of it belongs into version control. */
  async #ignoreArea(area: string): Promise<void> {
    const ignore = path.join(this.root, area, '.gitignore');
    if (this.#prepared.has(ignore)) return;
    await unlessThere(writeFile(ignore, '*\n', { flag: 'wx' }));
    this.#prepared.add(ignore);
  }

  async #writing<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await this.#againWhenFolderVanished(work);
    } catch (error) {
      throw storeFailure(error, this.root);
    }
  }

  /** Someone may clear the cache while the engine runs. */
  async #againWhenFolderVanished<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw error;
      this.#prepared.clear();
      return work();
    }
  }
}

async function unlessThere(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
  }
}
