/** @file One file of decisions, read as far as it was not read yet. */
import { createHash, type Hash } from 'node:crypto';
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { unlessMissing } from '../../../files/unless-missing.ts';
import { log } from '../../../log.ts';
import { Pauses } from '../../../pauses.ts';
import type { StoreFiles } from '../../../store/store-files.ts';
import { readEvent } from '../../decisions/decision-event.ts';
import { decisionFileBytes } from '../../decisions/decision-log.ts';
import { reviewerFolder } from '../../decisions/reviewer-folder.ts';
import { EventColumns } from './event-columns.ts';
import { encodeEvents, eventFile, readKeptEvents } from './event-file.ts';

/** What changes whenever somebody writes to a file. */
interface Look {
  readonly size: number;
  readonly stamp: string;
}

/** What was read as text is kept once it is such a part of what is kept already. */
const worthPart = 8;

const newline = 0x0a;

export class LogFile {
  /** Absolute. */
  readonly file: string;
  readonly #path;
  readonly #files: StoreFiles;
  readonly #worthKeeping: number;
  #look: Look | undefined;
  /** Bytes that were read: whole lines. */
  #read = 0;
  /** Of these bytes. */
  #hash: Hash = createHash('sha256');
  /** Bytes that are kept in the cache. */
  #kept = 0;
  /** What was read beyond them. */
  #rest = new EventColumns();

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

  /** What is new in it; undefined when what was read before is not there any more, and all is to be read anew. */
  async readNew(): Promise<readonly EventColumns[] | undefined> {
    const look = await lookAt(this.file);
    if (look === undefined) return this.#read === 0 ? [] : undefined;
    if (look.stamp === this.#look?.stamp) return [];
    const bytes = await decisionFileBytes(this.file);
    if (!this.#isBegunBy(bytes)) return undefined;
    const kept = this.#read === 0 ? await this.#takeKept(bytes) : [];
    const added = await this.#readText(bytes);
    this.#look = look;
    await this.#keep();
    return [...kept, ...added];
  }

  /** Takes lines that this process has just appended; false where somebody else has, too. */
  async takeOwn(text: string, events: EventColumns): Promise<boolean> {
    const look = await lookAt(this.file);
    const length = Buffer.byteLength(text);
    if (look?.size !== this.#read + length || this.#look?.size !== this.#read) return false;
    this.#hash.update(text);
    this.#read += length;
    this.#rest.addAll(events);
    this.#look = look;
    return true;
  }

  #isBegunBy(bytes: Buffer): boolean {
    if (bytes.length < this.#read) return false;
    return this.#read === 0 || digestOfPart(bytes, this.#read) === this.#hash.copy().digest('hex');
  }

  async #takeKept(bytes: Buffer): Promise<readonly EventColumns[]> {
    const kept = await readKeptEvents(this.#files, this.#path);
    if (kept === undefined || kept.prefix.length === 0 || kept.prefix.length > bytes.length) return [];
    const part = bytes.subarray(0, kept.prefix.length);
    const hash = createHash('sha256').update(part);
    if (part.at(-1) !== newline || hash.copy().digest('hex') !== kept.prefix.digest) return [];
    this.#hash = hash;
    this.#read = kept.prefix.length;
    this.#kept = kept.prefix.length;
    return [kept.events];
  }

  async #readText(bytes: Buffer): Promise<readonly EventColumns[]> {
    const end = bytes.lastIndexOf(newline) + 1;
    if (end <= this.#read) return [];
    const added = new EventColumns();
    const pauses = new Pauses();
    for (const line of linesIn(bytes, this.#read, end)) {
      const event = readEvent(line);
      if (event !== undefined) added.add(event);
      await pauses.take();
    }
    this.#hash.update(bytes.subarray(this.#read, end));
    this.#read = end;
    this.#rest.addAll(added);
    return [added];
  }

  /** Once it is worth it. What goes wrong only costs time. */
  async #keep(): Promise<void> {
    if (this.#read - this.#kept < Math.max(this.#worthKeeping, this.#kept / worthPart)) return;
    const events = new EventColumns();
    const before = this.#kept === 0 ? undefined : await readKeptEvents(this.#files, this.#path);
    if (this.#kept > 0 && before?.prefix.length !== this.#kept) return;
    if (before !== undefined) events.addAll(before.events);
    events.addAll(this.#rest);
    const prefix = { length: this.#read, digest: this.#hash.copy().digest('hex') };
    try {
      await this.#files.write(this.#path, encodeEvents({ prefix, events }), false);
      this.#kept = this.#read;
      this.#rest = new EventColumns();
    } catch (error) {
      log.warn(`Decisions were not kept in the cache: ${String(error)}`);
    }
  }
}

async function lookAt(file: string): Promise<Look | undefined> {
  const status = await unlessMissing(lstat(file, { bigint: true }));
  if (status === undefined) return undefined;
  const { size, mtimeNs, ctimeNs, ino } = status;
  return { size: Number(size), stamp: `${size} ${mtimeNs} ${ctimeNs} ${ino}` };
}

function digestOfPart(bytes: Buffer, length: number): string {
  return createHash('sha256').update(bytes.subarray(0, length)).digest('hex');
}

/** Lines one by one: as one text they would be twice in memory. */
function* linesIn(bytes: Buffer, from: number, end: number): Generator<string> {
  for (let start = from; start < end; ) {
    const next = bytes.indexOf(newline, start);
    yield bytes.toString('utf8', start, next);
    start = next + 1;
  }
}
