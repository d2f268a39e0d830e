/**
 * @file A content that is being downloaded. Its name says whose it is: nobody else writes to it, and whoever finds one
 * of a dead process takes it over by renaming it, which only one can. Python's own `.incomplete` files are left alone:
 * its locks cannot be seen from here. So are links and files of other users in a cache that several share: what is
 * written to them could end up elsewhere, and what was verified could still be changed.
 */
import { createHash, randomBytes } from 'node:crypto';
import { lstat, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { systemCode } from '../../files/system-code.ts';
import { isAlive } from '../../files/temporary-file.ts';
import { renameOver } from '../../files/write-then-rename.ts';
import { makeFolder } from '../../store/folders.ts';

/** Milliseconds without a sign of life after which a file's owner is taken for dead, even if its process id lives. */
const DEAD_AFTER = 3 * 60_000;
const SIGN_OF_LIFE = 20_000;

const host = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
/** Names of those that this process writes now. */
const active = new Set<string>();
/** Claims of this process are one at a time. */
let claiming: Promise<unknown> = Promise.resolve();

export interface Busy {
  /** That another download has fetched. */
  readonly bytes: number;
}

export class PartialFile {
  readonly path: string;
  readonly #timer: NodeJS.Timeout;

  private constructor(file: string) {
    this.path = file;
    this.#timer = setInterval(() => void this.#live(), SIGN_OF_LIFE);
    this.#timer.unref();
  }

  /**
   * Takes over what is left of an earlier download, or begins anew.
   * @param blobs folder of contents
   * @returns how far it is when another download is at it
   */
  static claim(blobs: string, digest: string): Promise<PartialFile | Busy> {
    const claimed = claiming.then(() => PartialFile.#claim(blobs, digest));
    claiming = claimed.catch(() => {});
    return claimed;
  }

  static async #claim(blobs: string, digest: string): Promise<PartialFile | Busy> {
    await makeFolder(blobs);
    const parts = await partsOf(blobs, digest);
    const busy = parts.find((part) => part.isOwned);
    if (busy !== undefined) return { bytes: busy.bytes };
    const [largest, ...others] = parts.filter((part) => part.isUsable);
    const name = `${digest}.vlprompt-${host}-${process.pid}-${randomBytes(4).toString('hex')}.incomplete`;
    const file = path.join(blobs, name);
    const isTaken = largest !== undefined && (await isRenamed(largest.path, file));
    if (!isTaken) await (await open(file, 'wx')).close();
    for (const { path: rest } of others) await rm(rest, { force: true });
    active.add(name);
    const partial = new PartialFile(file);
    await partial.#live(); // It may have been left long ago.
    return (await partial.#yielded(blobs, digest)) ?? partial;
  }

  /** Another process may have begun at the same moment: whoever sees the other steps back, and tries again later. */
  async #yielded(blobs: string, digest: string): Promise<Busy | undefined> {
    const other = (await partsOf(blobs, digest)).find((part) => part.isOwned && part.path !== this.path);
    if (other === undefined) return undefined;
    if ((await this.bytes()) === 0) await this.discard();
    else this.release();
    return { bytes: other.bytes };
  }

  async bytes(): Promise<number> {
    return (await stat(this.path)).size;
  }

  /** Gives it its final name. */
  async finish(target: string): Promise<void> {
    await renameOver(this.path, target);
    this.release();
  }

  async discard(): Promise<void> {
    await rm(this.path, { force: true });
    this.release();
  }

  /** Leaves it for a later download. */
  release(): void {
    clearInterval(this.#timer);
    active.delete(path.basename(this.path));
  }

  async #live(): Promise<void> {
    const now = new Date();
    await utimes(this.path, now, now).catch(() => {});
  }
}

/** Bytes of what was begun in a folder of contents and not finished; zero when nothing was. */
export async function unfinishedBytes(blobs: string): Promise<number> {
  const parts = await partsOf(blobs, undefined).catch(() => []);
  return parts.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Removes what was begun and left. */
export async function removeUnfinished(blobs: string): Promise<void> {
  const parts = await partsOf(blobs, undefined).catch(() => []);
  for (const { path: file, isOwned, isUsable } of parts) if (isUsable && !isOwned) await rm(file, { force: true });
}

interface Part {
  readonly path: string;
  readonly bytes: number;
  /** By a process that is at it. */
  readonly isOwned: boolean;
  /** Whether it can be gone on with: an ordinary file of this user. */
  readonly isUsable: boolean;
}

const pattern = /^([0-9a-f]+)\.vlprompt-([0-9a-f]{8})-(\d+)-[0-9a-f]+\.incomplete$/;

/**
 * What there is of a content, the largest first.
 * @param digest undefined: of any
 */
async function partsOf(blobs: string, digest: string | undefined): Promise<readonly Part[]> {
  const all = (await readdir(blobs)).filter((name) => pattern.test(name));
  const names = all.filter((name) => digest === undefined || name.startsWith(`${digest}.`));
  const parts = await Promise.all(names.map((name) => partAt(blobs, name)));
  return parts.filter((part) => part !== undefined).sort((one, other) => other.bytes - one.bytes);
}

async function partAt(blobs: string, name: string): Promise<Part | undefined> {
  const file = path.join(blobs, name);
  const status = await lstat(file).catch(() => undefined);
  if (status?.isFile() !== true) return undefined;
  const isUsable = status.nlink === 1 && (process.getuid === undefined || status.uid === process.getuid());
  return { path: file, bytes: status.size, isOwned: isOwned(name, Date.now() - status.mtimeMs), isUsable };
}

/** @param silence milliseconds since it was last written to */
function isOwned(name: string, silence: number): boolean {
  const [, , ofHost, id] = pattern.exec(name) ?? [];
  if (ofHost !== host) return silence < DEAD_AFTER;
  if (Number(id) === process.pid) return active.has(name);
  return isAlive(Number(id)) && silence < DEAD_AFTER;
}

/** False when it is gone: somebody else was quicker. */
async function isRenamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return false;
    throw error;
  }
}
