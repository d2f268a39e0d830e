/** @file Members of a tar archive, one at a time: ustar, and long names as GNU and pax write them. */
import { createReadStream, type ReadStream } from 'node:fs';
import { Failure } from '../../../protocol/failure.ts';
import { damagedData } from './damaged-data.ts';

export interface TarMember {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const BLOCK = 512;

/** Bytes of a member, which is in memory as a whole. */
const LARGEST = 256 << 20;

/** Files alone. @throws Failure `data-corrupt`, `file-unreadable` */
export async function* tarMembers(file: string): AsyncIterable<TarMember> {
  const source = new ByteSource(file);
  try {
    yield* membersIn(source, file);
  } finally {
    source.close();
  }
}

async function* membersIn(source: ByteSource, file: string): AsyncIterable<TarMember> {
  let longName: string | undefined;
  for (;;) {
    const header = await source.take(BLOCK);
    if (header === undefined || header.every((byte) => byte === 0)) return;
    const { name, size, type } = headerOf(header, file);
    const bytes = await source.take(size);
    const padding = (BLOCK - (size % BLOCK)) % BLOCK;
    if (bytes === undefined || (padding > 0 && (await source.take(padding)) === undefined)) {
      throw damagedData(file, 'breaks off within a member');
    }
    if (type === '0' || type === '\0') yield { name: longName ?? name, bytes };
    longName = type === 'L' ? textOf(bytes) : type === 'x' ? paxPath(bytes) : undefined;
  }
}

function headerOf(header: Buffer, file: string): { name: string; size: number; type: string } {
  const sum = header.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 0x20 : byte), 0);
  if (sum !== octalOf(header.subarray(148, 156))) throw damagedData(file, 'is no tar archive, or is damaged');
  const size = octalOf(header.subarray(124, 136));
  if (!(size <= LARGEST)) throw damagedData(file, 'has a member of more than 256 MB');
  const prefix = header.toString('latin1', 257, 262) === 'ustar' ? textOf(header.subarray(345, 500)) : '';
  const name = textOf(header.subarray(0, 100));
  return { name: prefix === '' ? name : `${prefix}/${name}`, size, type: String.fromCharCode(header[156] ?? 0) };
}

function octalOf(bytes: Uint8Array): number {
  return Number.parseInt(`0${textOf(bytes).trim()}`, 8);
}

function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return Buffer.from(bytes.subarray(0, end < 0 ? bytes.length : end)).toString('utf8');
}

/** Records are `<length> <name>=<value>\n`. */
function paxPath(bytes: Uint8Array): string | undefined {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(Buffer.from(bytes).toString('utf8'))?.[1];
}

class ByteSource {
  readonly #file: string;
  readonly #stream: ReadStream;
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(file: string) {
    this.#file = file;
    this.#stream = createReadStream(file, { highWaterMark: 1 << 20 });
    this.#chunks = this.#stream[Symbol.asyncIterator]();
  }

  close(): void {
    this.#stream.destroy();
  }

  /** Undefined when there are not as many. */
  async take(count: number): Promise<Buffer | undefined> {
    const parts = [this.#rest];
    let length = this.#rest.length;
    while (length < count) {
      const next = await this.#next();
      if (next === undefined) return undefined;
      parts.push(next);
      length += next.length;
    }
    const all = parts.length === 1 ? this.#rest : Buffer.concat(parts);
    this.#rest = all.subarray(count);
    return all.subarray(0, count);
  }

  async #next(): Promise<Buffer | undefined> {
    try {
      const { value, done } = await this.#chunks.next();
      return done ? undefined : value;
    } catch (cause) {
      const text = `${this.#file} cannot be read; check that it is a readable file.`;
      throw new Failure('file-unreadable', text, { cause });
    }
  }
}
