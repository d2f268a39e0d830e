/**
 * @file An export that is being written, `<folder>.partial`: what is finished lies in `data`, beside it the journal,
 * the file that is being written, and whose work it is. Renaming `data` is what makes it an export.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, lstat, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../../protocol/failure.ts';
import { isDigest } from '../../files/digest.ts';
import { readPlainText } from '../../files/plain-text.ts';
import { systemCode } from '../../files/system-code.ts';
import { isAlive } from '../../files/temporary-file.ts';
import { unlessMissing } from '../../files/unless-missing.ts';
import { writeThenRename } from '../../files/write-then-rename.ts';
import { blocked } from './export-failure.ts';
import type { Chunk, ExportEntry } from './export-format.ts';
import { type FinishedFile, FinishedFiles } from './finished-files.ts';
import type { PreparedSample } from './prepared-set.ts';
import { makeRealFolders } from './real-folders.ts';

const temporary = /^\.vlprompt-\d+-\d+\.tmp$/;

/** Of this process; a lock of another process is a file. */
const atWork = new Set<string>();

export class PartialExport {
  /** Of the export to be, absolute. */
  readonly #target: string;
  readonly #folder: string;
  readonly finished: FinishedFiles;

  private constructor(target: string, finished: FinishedFiles) {
    this.#target = target;
    this.#folder = partialOf(target);
    this.finished = finished;
  }

  /**
   * Goes on with what another time wrote of the same, and removes what was half-written of something else.
   * @param target absolute; its folders are real
   * @param token digest of all that decides what is written
   * @throws Failure `export-blocked`
   */
  static async open(target: string, token: string): Promise<PartialExport> {
    const folder = partialOf(target);
    await makeRealFolders(path.dirname(folder), folder);
    await requireOurs(folder);
    await takeLock(folder);
    try {
      await takeBack(folder, target);
      await beginOrGoOn(folder, token);
      await makeRealFolders(folder, path.join(folder, 'data'));
      return new PartialExport(target, await FinishedFiles.open(path.join(folder, 'finished')));
    } catch (error) {
      await leaveLock(folder);
      throw error;
    }
  }

  /** Absolute. */
  get data(): string {
    return path.join(this.#folder, 'data');
  }

  /** Unless it is there. Its bytes are on the disk before its name is. */
  async write(entry: ExportEntry, signal: AbortSignal): Promise<FinishedFile> {
    const before = this.finished.get(entry.path);
    if (before && (await this.#sizeOf(entry.path)) === before.bytes) return before;
    const target = path.join(this.data, entry.path);
    await makeRealFolders(this.data, path.dirname(target));
    const file = { path: entry.path, ...(await this.#fill(chunksOf(entry), signal)) };
    await rename(this.#unfinished, target);
    await this.finished.add(file);
    return file;
  }

  /** Files whose bytes are not what was written, and what nobody wrote; the latter is removed. */
  async damaged(signal: AbortSignal): Promise<readonly string[]> {
    for (const stranger of await this.#strangers()) await rm(stranger, { recursive: true, force: true });
    const damaged: string[] = [];
    for (const { path: name, sha256 } of this.finished.all()) {
      requireGoingOn(signal);
      if ((await digestOfFile(path.join(this.data, name))) !== sha256) damaged.push(name);
    }
    return damaged;
  }

  /** From here on there is an export. */
  async publish(): Promise<void> {
    await rename(this.data, this.#target);
  }

  /** As `publish`, in place of an export that is there. Until the new one stands, the old one lies in the partial folder. */
  async publishOver(): Promise<void> {
    await rename(this.#target, replacedOf(this.#folder));
    await this.publish();
  }

  /** Lets others go on, or leaves nothing behind what was published. */
  async close(): Promise<void> {
    try {
      await this.finished.close();
      const isPublished = (await unlessMissing(lstat(this.data))) === undefined;
      if (isPublished) await rm(this.#folder, { recursive: true, force: true });
    } finally {
      await leaveLock(this.#folder);
    }
  }

  get #unfinished(): string {
    return path.join(this.#folder, 'unfinished');
  }

  async #fill(
    chunks: AsyncIterable<Chunk> | Iterable<Chunk>,
    signal: AbortSignal,
  ): Promise<Omit<FinishedFile, 'path'>> {
    await rm(this.#unfinished, { force: true });
    const file = await open(this.#unfinished, 'wx', 0o644);
    try {
      const written = await fill(file, chunks, signal);
      // Whatever the process's mask is: an export is there to be read.
      await file.chmod(0o644);
      await file.datasync();
      return written;
    } finally {
      await file.close();
    }
  }

  async #sizeOf(name: string): Promise<number | undefined> {
    const found = await unlessMissing(lstat(path.join(this.data, name)));
    return found?.isFile() ? found.size : undefined;
  }

  async #strangers(): Promise<readonly string[]> {
    const entries = await readdir(this.data, { recursive: true, withFileTypes: true });
    const found = entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => path.join(entry.parentPath, entry.name));
    const ours = new Set(this.finished.all().map(({ path: name }) => path.join(this.data, name)));
    return found.filter((name) => !ours.has(name));
  }
}

function replacedOf(folder: string): string {
  return path.join(folder, 'replaced');
}

/** What was to be replaced when a process ended stands in its place again. */
async function takeBack(folder: string, target: string): Promise<void> {
  const replaced = replacedOf(folder);
  if ((await unlessMissing(lstat(replaced))) === undefined) return;
  if ((await unlessMissing(lstat(target))) === undefined) await rename(replaced, target);
  else await rm(replaced, { recursive: true, force: true });
}

/** A process that ended after renaming left its journal. */
export async function removeLeftOver(target: string): Promise<void> {
  const partial = partialOf(target);
  const data = await unlessMissing(lstat(path.join(partial, 'data')));
  if (data === undefined && (await tokenIn(partial)) !== undefined) await rm(partial, { recursive: true, force: true });
}

/** A half-written export stands beside what it becomes. */
function partialOf(target: string): string {
  return `${target}.partial`;
}

export function requireGoingOn(signal: AbortSignal): void {
  if (signal.aborted) throw new Failure('cancelled', 'The export was cancelled; it goes on from here another time.');
}

/** Undefined for what is not there or no file. */
async function digestOfFile(file: string): Promise<string | undefined> {
  const found = await unlessMissing(lstat(file));
  if (!found?.isFile()) return undefined;
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) hash.update(chunk);
  return hash.digest('hex');
}

function chunksOf({ content }: ExportEntry): AsyncIterable<Chunk> | Iterable<Chunk> {
  return content.kind === 'copy' ? sourceBytes(content.of) : content.chunks();
}

/**
 * The bytes of a sample's file.
 * @throws Failure `export-damaged` after the last when they are not what they were when the sample was chosen
 */
export async function* sourceBytes({ sample }: PreparedSample): AsyncIterable<Uint8Array> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(sample.file, { highWaterMark: 1 << 20 })) {
      const bytes: Buffer = chunk;
      hash.update(bytes);
      yield bytes;
    }
  } catch (cause) {
    throw new Failure('file-unreadable', `The image ${sample.file} cannot be read; check that it is there.`, { cause });
  }
  if (hash.digest('hex') === sample.hash) return;
  const text = `The image ${sample.file} has changed since it was chosen; take its file back, or choose it anew.`;
  throw new Failure('export-damaged', text);
}

async function fill(
  file: FileHandle,
  chunks: AsyncIterable<Chunk> | Iterable<Chunk>,
  signal: AbortSignal,
): Promise<Omit<FinishedFile, 'path'>> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of chunks) {
    requireGoingOn(signal);
    const part = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    hash.update(part);
    bytes += part.length;
    // Unlike a single write, this one writes all of it or throws.
    await file.writeFile(part);
  }
  return { sha256: hash.digest('hex'), bytes };
}

async function beginOrGoOn(folder: string, token: string): Promise<void> {
  const before = await tokenIn(folder);
  if (before === token) return;
  if (before !== undefined) await clear(folder);
  await writeThenRename(path.join(folder, 'token'), token, true);
}

/** Bytes; a digest, or the number of a process. */
const SMALL = 100;

/** Undefined where the folder is of something else, or was not begun. */
async function tokenIn(folder: string): Promise<string | undefined> {
  const text = await readPlainText(path.join(folder, 'token'), SMALL);
  return isDigest(text) ? text : undefined;
}

async function clear(folder: string): Promise<void> {
  for (const name of ['data', 'finished', 'unfinished'])
    await rm(path.join(folder, name), { recursive: true, force: true });
}

/** Before anything of it is removed: without a token no file was written but a lock. */
async function requireOurs(folder: string): Promise<void> {
  if ((await tokenIn(folder)) !== undefined) return;
  const names = (await readdir(folder)).filter((name) => !temporary.test(name));
  if (names.length === 0 || (names.length === 1 && (await isLock(path.join(folder, names[0] ?? ''))))) return;
  throw blocked(`The folder ${folder} is not of an export; move it away, or choose another name for the export.`);
}

/** Also of a process that ended before it had written it. */
async function isLock(file: string): Promise<boolean> {
  return path.basename(file) === 'lock' && /^\d*\n?$/.test((await readPlainText(file, SMALL)) ?? '');
}

async function takeLock(folder: string): Promise<void> {
  const lock = path.join(folder, 'lock');
  if (atWork.has(folder)) throw busy(folder, process.pid);
  atWork.add(folder);
  try {
    await writeLock(lock, folder);
  } catch (error) {
    atWork.delete(folder);
    throw error;
  }
}

async function writeLock(lock: string, folder: string): Promise<void> {
  const text = (await readPlainText(lock, SMALL)) ?? '';
  // Without its newline it may be the half of a number, and that half another process.
  const owner = text.endsWith('\n') ? Number(text) : 0;
  if (owner > 0 && owner !== process.pid && isAlive(owner)) throw busy(folder, owner);
  await rm(lock, { force: true });
  try {
    const file = await open(lock, 'wx');
    await file.writeFile(`${process.pid}\n`).finally(() => file.close());
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw error;
    throw busy(folder, undefined);
  }
}

async function leaveLock(folder: string): Promise<void> {
  atWork.delete(folder);
  await rm(path.join(folder, 'lock'), { force: true });
}

function busy(folder: string, owner: number | undefined): Failure {
  const who = owner === undefined ? 'another process' : `process ${owner}`;
  return blocked(`${folder} is being written by ${who}; wait for it, or remove the folder when there is none.`);
}
