/** @file Pictures as tools write them, made here: a header, texts, and pixels that nobody looks at. */
import { deflateSync, gzipSync } from 'node:zlib';

export function png(...chunks: readonly Uint8Array[]): Buffer {
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), header(512, 768), ...chunks, pixels, end]);
}

function header(width: number, height: number): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([8, 2, 0, 0, 0], 8);
  return chunk('IHDR', data);
}

export function chunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([uint32(data.length), body, uint32(crcOf(body))]);
}

const pixels = chunk('IDAT', deflateSync(Buffer.alloc(64)));
const end = chunk('IEND', Buffer.alloc(0));

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** The checksum of a gzip file is that of a PNG chunk, and stands before its last four bytes (RFC 1952, 2.3.1). */
function crcOf(bytes: Uint8Array): number {
  const file = gzipSync(bytes);
  return file.readUInt32LE(file.length - 8);
}

/** As Pillow writes what fits into Latin-1. */
export function tEXt(keyword: string, text: string): Buffer {
  return chunk('tEXt', Buffer.from(`${keyword}\0${text}`, 'latin1'));
}

export function zTXt(keyword: string, text: string): Buffer {
  return chunk(
    'zTXt',
    Buffer.concat([Buffer.from(`${keyword}\0\0`, 'latin1'), deflateSync(Buffer.from(text, 'latin1'))]),
  );
}

/** As Pillow writes all else. */
export function iTXt(keyword: string, text: string, isPacked = false): Buffer {
  const words = Buffer.from(text, 'utf8');
  const head = Buffer.from(`${keyword}\0${isPacked ? '\x01' : '\0'}\0\0\0`, 'latin1');
  return chunk('iTXt', Buffer.concat([head, isPacked ? deflateSync(words) : words]));
}

export function packed(keyword: string, data: Uint8Array): Buffer {
  return chunk('zTXt', Buffer.concat([Buffer.from(`${keyword}\0\0`, 'latin1'), data]));
}

export interface ExifText {
  readonly tag: number;
  readonly value: Uint8Array;
}

/** A TIFF block with one directory of camera's texts and one of EXIF's own. */
export function exif(order: 'big' | 'little', own: readonly ExifText[], camera: readonly ExifText[] = []): Buffer {
  const isLittle = order === 'little';
  const u16 = (value: number) => Buffer.from(isLittle ? [value & 255, value >> 8] : [value >> 8, value & 255]);
  const u32 = (value: number) => {
    const bytes = Buffer.alloc(4);
    if (isLittle) bytes.writeUInt32LE(value);
    else bytes.writeUInt32BE(value);
    return bytes;
  };
  const directory = (start: number, texts: readonly ExifText[], next?: number) => {
    const count = texts.length + (next === undefined ? 0 : 1);
    let at = start + 2 + count * 12 + 4;
    const values: Buffer[] = [];
    const entries = texts.map(({ tag, value }) => {
      const entry = Buffer.concat([u16(tag), u16(tag === 0x9286 ? 7 : 2), u32(value.length), u32(at)]);
      values.push(Buffer.from(value));
      at += value.length;
      return entry;
    });
    const pointer = (place: number) => Buffer.concat([u16(0x8769), u16(4), u32(1), u32(place)]);
    if (next !== undefined) entries.push(pointer(at));
    return Buffer.concat([u16(count), ...entries, u32(0), ...values]);
  };
  const main = directory(8, camera, 0);
  return Buffer.concat([
    Buffer.from(isLittle ? 'II*\0' : 'MM\0*', 'latin1'),
    u32(8),
    main,
    directory(8 + main.length, own),
  ]);
}

/** As piexif writes it for A1111: big-endian, whatever the order of the block. */
export function unicodeComment(text: string, order: 'big' | 'little' = 'big'): ExifText {
  const words = Buffer.from(text, 'utf16le');
  return { tag: 0x9286, value: Buffer.concat([Buffer.from('UNICODE\0'), order === 'big' ? words.swap16() : words]) };
}

export function asciiComment(text: string): ExifText {
  return { tag: 0x9286, value: Buffer.concat([Buffer.from('ASCII\0\0\0'), Buffer.from(text, 'latin1')]) };
}

export function jpeg(block: Uint8Array): Buffer {
  const segment = (kind: number, data: Uint8Array) => {
    const length = Buffer.from([(data.length + 2) >> 8, (data.length + 2) & 255]);
    return Buffer.concat([Buffer.from([0xff, kind]), length, data]);
  };
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), block])),
    segment(0xda, Buffer.alloc(10)),
    Buffer.from([1, 2, 3, 0xff, 0xd9]),
  ]);
}

export function webp(block: Uint8Array): Buffer {
  const part = (type: string, data: Uint8Array) => {
    const length = Buffer.alloc(4);
    length.writeUInt32LE(data.length);
    return Buffer.concat([Buffer.from(type), length, data, Buffer.alloc(data.length % 2)]);
  };
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    part('VP8X', Buffer.alloc(10)),
    part('VP8 ', Buffer.alloc(7)),
    part('EXIF', block),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from('RIFF'), length, body]);
}
