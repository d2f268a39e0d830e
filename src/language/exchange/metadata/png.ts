/** @file The texts of a PNG: tEXt, zTXt, iTXt and eXIf (PNG specification, third edition, 11.3.2 and 11.3.3). */
import { latin1, latin1OrUtf8, utf8, viewOf } from './bytes.ts';
import { crc32 } from './crc32.ts';
import { readExif } from './exif.ts';
import type { ImageMetadata, NamedText } from './image-metadata.ts';
import { inflate } from './inflate.ts';

/** Bytes of one text; the largest workflows are a tenth of it. */
const LONGEST = 8 << 20;
/** Bytes of all texts. */
const MOST = 32 << 20;
const MOST_TEXTS = 256;
/** Of any kind; writers cut the pixels of the largest pictures into some ten thousand. */
const MOST_CHUNKS = 100_000;

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
  readonly isWhole: boolean;
  /** Whether its checksum says what its bytes say. */
  readonly isSound: () => boolean;
}

type TextReader = (data: Uint8Array, notes: string[]) => readonly NamedText[];

const textReaders: Readonly<Record<string, TextReader>> = {
  tEXt: (data) => [{ keyword: keywordOf(data), text: latin1OrUtf8(data.subarray(keywordEnd(data) + 1)) }],
  zTXt: (data, notes) => {
    const keyword = keywordOf(data);
    // Keyword, zero, one byte for the method of compression.
    return [{ keyword, text: latin1OrUtf8(unpacked(data.subarray(keywordEnd(data) + 2), keyword, notes)) }];
  },
  iTXt: readInternational,
  eXIf: (data) => readExif(data),
};

export function readPng(bytes: Uint8Array): ImageMetadata {
  const texts: NamedText[] = [];
  const notes: string[] = [];
  const size = sizeOf(bytes);
  let left = MOST;
  let count = 0;
  for (const chunk of chunksOf(bytes, notes)) {
    const read = Object.hasOwn(textReaders, chunk.type) ? textReaders[chunk.type] : undefined;
    if (read === undefined) continue;
    if (chunk.data.length > LONGEST || ++count > MOST_TEXTS || left <= 0) {
      notes.push(`The picture holds more text than is read; a ${chunk.type} chunk was left out.`);
      break;
    }
    if (chunk.isWhole && !chunk.isSound()) notes.push(damaged(keywordOf(chunk.data)));
    const found = read(chunk.data, notes);
    left -= found.reduce((sum, { text }) => sum + text.length, 0);
    texts.push(...found);
  }
  return { format: 'png', texts, notes, ...(size && { size }) };
}

function damaged(keyword: string): string {
  return `The text \`${keyword}\` does not fit its checksum: the picture was damaged, so look twice at what was read.`;
}

/** Ends where the file does, with a note when that is in the middle of a chunk. */
function* chunksOf(bytes: Uint8Array, notes: string[]): Generator<Chunk> {
  const view = viewOf(bytes);
  let count = 0;
  for (let start = 8; start < bytes.length; count++) {
    if (count === MOST_CHUNKS) {
      notes.push('The picture is in more pieces than are read; its end was left out.');
      return;
    }
    const length = start + 8 <= bytes.length ? view.getUint32(start) : 0;
    const end = start + 8 + length;
    const isWhole = start + 8 <= bytes.length && end + 4 <= bytes.length;
    if (!isWhole) notes.push('The file breaks off in the middle; what comes after was lost.');
    if (start + 8 > bytes.length) return;
    const data = bytes.subarray(start + 8, Math.min(end, bytes.length));
    const from = start;
    const isSound = () => crc32(bytes.subarray(from + 4, end)) === view.getUint32(end);
    yield { type: latin1(bytes.subarray(start + 4, start + 8)), data, isWhole, isSound };
    start = end + 4;
  }
}

/** Of the header, which is the first chunk. */
function sizeOf(bytes: Uint8Array): ImageMetadata['size'] {
  if (bytes.length < 24 || latin1(bytes.subarray(12, 16)) !== 'IHDR') return undefined;
  const view = viewOf(bytes);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** A keyword has at most 79 characters. */
function keywordEnd(data: Uint8Array): number {
  const end = data.subarray(0, 80).indexOf(0);
  return end < 0 ? Math.min(79, data.length) : end;
}

function keywordOf(data: Uint8Array): string {
  return latin1(data.subarray(0, keywordEnd(data)));
}

/** Keyword, 0, is it packed, method, language, 0, translated keyword, 0, text in UTF-8. */
function readInternational(data: Uint8Array, notes: string[]): readonly NamedText[] {
  const keyword = keywordOf(data);
  const flag = keywordEnd(data) + 1;
  const language = data.indexOf(0, flag + 2);
  const translated = language < 0 ? -1 : data.indexOf(0, language + 1);
  if (translated < 0) return [];
  const text = data.subarray(translated + 1);
  return [{ keyword, text: utf8(data[flag] === 1 ? unpacked(text, keyword, notes) : text) }];
}

function unpacked(data: Uint8Array, keyword: string, notes: string[]): Uint8Array {
  const { bytes, fault } = inflate(data, LONGEST);
  if (fault === 'too-long') notes.push(`The text \`${keyword}\` is longer than is read; its end was left out.`);
  if (fault === 'broken') notes.push(`The text \`${keyword}\` could not be unpacked to its end.`);
  return bytes;
}
