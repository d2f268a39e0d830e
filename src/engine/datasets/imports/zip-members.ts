/** @file Members of a zip archive by their names, read when they are asked for: without zip64, encryption and parts. */
import { type FileHandle, open } from 'node:fs/promises';
import { inflateRawSync } from 'node:zlib';
import { Failure } from '../../../protocol/failure.ts';
import { damagedData } from './damaged-data.ts';

interface Member {
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** Bytes of a member, unpacked. */
const LARGEST = 256 << 20;

/** The last record and the longest comment behind it. */
const TAIL = 22 + 0xffff;

export class ZipMembers {
  readonly #file: string;
  readonly #handle: FileHandle;
  readonly #members: ReadonlyMap<string, Member>;

  private constructor(file: string, handle: FileHandle, members: ReadonlyMap<string, Member>) {
    this.#file = file;
    this.#handle = handle;
    this.#members = members;
  }

  /** @throws Failure `data-corrupt`, `file-unreadable` */
  static async open(file: string): Promise<ZipMembers> {
    const handle = await open(file).catch((cause: unknown) => {
      throw new Failure('file-unreadable', `${file} cannot be read; check that it is a readable file.`, { cause });
    });
    try {
      return new ZipMembers(file, handle, await membersOf(file, handle));
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** @throws Failure `data-corrupt` also when there is none of that name */
  async read(name: string): Promise<Uint8Array> {
    const member = this.#members.get(name);
    if (member === undefined) throw damagedData(this.#file, `has no member \`${name}\``);
    if (member.size > LARGEST || member.packed > LARGEST)
      throw damagedData(this.#file, `has more than 256 MB in \`${name}\``);
    const head = await exactly(this.#file, this.#handle, member.offset, 30);
    const start = member.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
    const packed = await exactly(this.#file, this.#handle, start, member.packed);
    return member.method === 0 ? packed : this.#inflated(name, packed, member.size);
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  #inflated(name: string, packed: Uint8Array, size: number): Uint8Array {
    try {
      return inflateRawSync(packed, { maxOutputLength: Math.max(1, size) });
    } catch (cause) {
      throw damagedData(this.#file, `cannot be unpacked at \`${name}\``, cause);
    }
  }
}

async function membersOf(file: string, handle: FileHandle): Promise<ReadonlyMap<string, Member>> {
  const { size } = await handle.stat();
  const tail = await exactly(file, handle, Math.max(0, size - TAIL), Math.min(size, TAIL));
  const end = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  if (end < 0 || end + 22 > tail.length) throw damagedData(file, 'is no zip archive, or breaks off');
  const count = tail.readUInt16LE(end + 10);
  const directory = await exactly(file, handle, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  return entriesIn(file, directory, count);
}

function entriesIn(file: string, directory: Buffer, count: number): ReadonlyMap<string, Member> {
  const members = new Map<string, Member>();
  for (let at = 0, left = count; left > 0; left--) {
    if (at + 46 > directory.length) throw damagedData(file, 'has a directory that breaks off');
    const length = directory.readUInt16LE(at + 28);
    members.set(directory.toString('utf8', at + 46, at + 46 + length), {
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + length + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return members;
}

/** @throws Failure `data-corrupt` when there are not as many; asks for no more memory than the file has bytes */
async function exactly(file: string, handle: FileHandle, start: number, length: number): Promise<Buffer> {
  const { size } = await handle.stat();
  if (start + length > size) throw damagedData(file, 'breaks off');
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, start);
  if (bytesRead < length) throw damagedData(file, 'breaks off');
  return buffer;
}
