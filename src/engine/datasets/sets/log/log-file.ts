/** @file One file of decisions, read as far as it was not read yet. */
import { createHash } from 'node:crypto';
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { unlessMissing } from '../../../files/unless-missing.ts';
import { log } from '../../../log.ts';
import { Pauses } from '../../../pauses.ts';
import type { StoreFiles } from '../../../store/store-files.ts';
import { readEvent } from '../../decisions/decision-event.ts';
import { LARGEST_LOG, unreadableDecisions } from '../../decisions/decision-log.ts';
import { reviewerFolder } from '../../decisions/reviewer-folder.ts';
import { EventColumns } from './event-columns.ts';
import { encodeEvents, eventFile, type Prefix, readKeptEvents } from './event-file.ts';
import { partDigests, readPart } from './file-parts.ts';

/** What changes whenever somebody writes to a file. */
interface Look {
  readonly size: number;
  readonly stamp: string;
}

/** What was read as text is kept once it is such a part of what is kept already. */
const worthPart = 8;

const newline = 0x0a;

const nothing: Prefix = { length: 0, digest: createHash('sha256').digest('hex'), stamp: '' };

export class LogFile {
  /** Absolute. */
  readonly file: string;
  readonly #path;
  readonly #files: StoreFiles;
  readonly #worthKeeping: number;
  #look: Look | undefined;
  /** Bytes that were read: whole lines. */
  #read = 0;
  /** What of them is kept in the cache. */
  #kept = nothing;
  /** What was read beyond that, and of its bytes. */
  #rest = new EventColumns();
  #restHash = createHash('sha256');

  /** @param worthKeeping bytes; fewer are read as text each time */
  constructor(file: string, workspace: string, files: StoreFiles, worthKeeping: number) {
    this.file = file;
    this.#files = files;
    this.#worthKeeping = worthKeeping;
    this.#path = eventFile(path.relative(workspace, file).split(path.sep).join('/'));
  }

  /** Bytes, when it was looked at. */
  get size(): number {
    return this.#look?.size ?? 0;
  }

  /** Whether it lies where this reviewer writes. */
  isOf(reviewer: string): boolean {
    return path.basename(path.dirname(this.file)) === reviewerFolder(reviewer);
  }

  /**
   * What is new in it; undefined when what was read before is not there any more, and all is to be read anew.
   * @throws Failure `file-unreadable`
   */
  async readNew(): Promise<readonly EventColumns[] | undefined> {
    const look = await lookAt(this.file);
    if (look === undefined) return this.#read === 0 ? [] : undefined;
    if (look.stamp === this.#look?.stamp) return [];
    if (look.size < this.#read || !(await this.#isAsItWas(this.#kept, this.#read))) return undefined;
    const kept = this.#read === 0 ? await this.#takeKept(look) : [];
    const added = await this.#readText(look.size);
    this.#look = look;
    await this.#keep(look);
    return [...kept, ...added];
  }

  /** Takes lines that this process has just appended; false where somebody else has, too. */
  async takeOwn(text: string, events: EventColumns): Promise<boolean> {
    const look = await lookAt(this.file);
    const length = Buffer.byteLength(text);
    if (look?.size !== this.#read + length || this.#look?.size !== this.#read) return false;
    this.#restHash.update(text);
    this.#read += length;
    this.#rest.addAll(events);
    this.#look = look;
    return true;
  }

  /** Whether the file begins with bytes that were kept, and those that were read behind them. */
  async #isAsItWas(kept: Prefix, read: number): Promise<boolean> {
    if (read === 0) return true;
    const digests = await partDigests(this.file, kept.length, read);
    return digests?.before === kept.digest && digests.behind === this.#restHash.copy().digest('hex');
  }

  async #takeKept(look: Look): Promise<readonly EventColumns[]> {
    const kept = await readKeptEvents(this.#files, this.#path);
    if (kept === undefined || kept.prefix.length === 0 || kept.prefix.length > look.size) return [];
    const { prefix } = kept;
    const isUnchanged = prefix.stamp === look.stamp && prefix.length <= look.size;
    if (!isUnchanged && !(await this.#isAsItWas(prefix, prefix.length))) return [];
    this.#kept = prefix;
    this.#read = prefix.length;
    return [kept.events];
  }

  async #readText(size: number): Promise<readonly EventColumns[]> {
    if (size <= this.#read) return [];
    const bytes = await readPart(this.file, this.#read, size);
    const end = bytes.lastIndexOf(newline) + 1;
    if (end === 0) return [];
    const added = new EventColumns();
    const pauses = new Pauses();
    for (const line of linesIn(bytes, end)) {
      const event = readEvent(line);
      if (event !== undefined) added.add(event);
      await pauses.take();
    }
    this.#restHash.update(bytes.subarray(0, end));
    this.#read += end;
    this.#rest.addAll(added);
    return [added];
  }

  /** Once it is worth it. What goes wrong only costs time. */
  async #keep(look: Look): Promise<void> {
    if (this.#read - this.#kept.length < Math.max(this.#worthKeeping, this.#kept.length / worthPart)) return;
    try {
      const digests = await partDigests(this.file, this.#kept.length, this.#read);
      const isSame = digests?.behind === this.#restHash.copy().digest('hex') && digests.before === this.#kept.digest;
      const before = this.#kept.length === 0 ? undefined : await readKeptEvents(this.#files, this.#path);
      if (!isSame || (before?.prefix.digest ?? nothing.digest) !== this.#kept.digest) return;
      const events = before?.events ?? new EventColumns();
      events.addAll(this.#rest);
      const prefix = { length: this.#read, digest: digests.all, stamp: look.stamp };
      await this.#files.write(this.#path, encodeEvents({ prefix, events }), false);
      this.#kept = prefix;
      this.#rest = new EventColumns();
      this.#restHash = createHash('sha256');
    } catch (error) {
      log.warn(`Decisions were not kept in the cache: ${String(error)}`);
    }
  }
}

/** Undefined when it is not there. @throws Failure `file-unreadable` */
async function lookAt(file: string): Promise<Look | undefined> {
  const status = await unlessMissing(lstat(file, { bigint: true }));
  if (status === undefined) return undefined;
  const { size, mtimeNs, ctimeNs, ino } = status;
  // A repository may come with a link to a file without an end.
  const isOrdinary = status.isFile() && size <= LARGEST_LOG;
  if (!isOrdinary) throw unreadableDecisions(file, new Error('no ordinary file of decisions'));
  return { size: Number(size), stamp: `${size} ${mtimeNs} ${ctimeNs} ${ino}` };
}

/** Lines one by one: as one text they would be twice in memory. */
function* linesIn(bytes: Buffer, end: number): Generator<string> {
  for (let start = 0; start < end; ) {
    const next = bytes.indexOf(newline, start);
    yield bytes.toString('utf8', start, next);
    start = next + 1;
  }
}
