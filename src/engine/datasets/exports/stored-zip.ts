/** @file Zip archives without compression, times and modes: members are images, which are compressed already. */
import { crc32 } from '../../../language/exchange/metadata/crc32.ts';

export interface ZipMember {
  /** ASCII. */
  readonly name: string;
  bytes(): Promise<Uint8Array>;
}

/** The first of January 1980, the first day there is. */
const DAY = 0x21;

/** Above, other headers would be needed. */
const LARGEST = 0xffffffff;

/** Below 4 GB and 65 535 members. */
export async function* storedZip(members: Iterable<ZipMember>): AsyncIterable<Uint8Array> {
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes } of members) {
    const content = await bytes();
    const head = Buffer.concat([Buffer.from('PK\x03\x04'), commonHeader(name, content), Buffer.from(name)]);
    directory.push(directoryEntry(name, content, offset));
    yield head;
    yield content;
    offset += head.length + content.length;
    if (offset > LARGEST || directory.length > 0xffff) throw new Error('An archive has more than zip has room for');
  }
  const entries = Buffer.concat(directory);
  yield entries;
  yield directoryEnd(directory.length, entries.length, offset);
}

/** From the version that is needed to the length of the extra field. */
function commonHeader(name: string, content: Uint8Array): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(DAY, 8);
  header.writeUInt32LE(crc32(content), 10);
  header.writeUInt32LE(content.length, 14);
  header.writeUInt32LE(content.length, 18);
  header.writeUInt16LE(name.length, 22);
  return header;
}

function directoryEntry(name: string, content: Uint8Array, offset: number): Uint8Array {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(offset, 10);
  const version = Buffer.from([20, 0]);
  return Buffer.concat([Buffer.from('PK\x01\x02'), version, commonHeader(name, content), rest, Buffer.from(name)]);
}

function directoryEnd(count: number, size: number, offset: number): Uint8Array {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return end;
}
