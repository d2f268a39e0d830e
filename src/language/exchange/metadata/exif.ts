/** @file The texts of an EXIF block (CIPA DC-008, 4.6): a TIFF file without pictures. */
import { latin1OrUtf8, startsWith, strictUtf8, viewOf } from './bytes.ts';
import type { NamedText } from './image-metadata.ts';

/** Tags whose values are texts; ComfyUI keeps its graphs in those of the camera. */
const textTags: ReadonlyMap<number, string> = new Map([
  [0x010e, 'ImageDescription'],
  [0x010f, 'Make'],
  [0x0110, 'Model'],
  [0x0131, 'Software'],
  [0x9286, 'UserComment'],
]);

/** Of the directory with the tags that are EXIF's own. */
const EXIF_DIRECTORY = 0x8769;
const MOST_ENTRIES = 512;
/** Bytes of one text; the largest workflows are a tenth of it. */
const LONGEST = 8 << 20;

/** @param bytes may begin with `Exif\0\0`. */
export function readExif(bytes: Uint8Array): readonly NamedText[] {
  const tiff = startsWith(bytes, 0, 'Exif\0\0') ? bytes.subarray(6) : bytes;
  const isLittle = startsWith(tiff, 0, 'II*\0');
  if (tiff.length < 8 || !(isLittle || startsWith(tiff, 0, 'MM\0*'))) return [];
  const view = viewOf(tiff);
  const main = readDirectory(tiff, view.getUint32(4, isLittle), isLittle);
  const own = main.find(({ tag }) => tag === EXIF_DIRECTORY);
  const inner = own ? readDirectory(tiff, own.number, isLittle) : [];
  return [...textTags].flatMap(([tag, keyword]) => {
    // Of one tag the first: any number of entries may share the same bytes, and would make as many texts of them.
    const value = [...main, ...inner].find((entry) => entry.tag === tag)?.value ?? new Uint8Array();
    const text = keyword === 'UserComment' ? userComment(value, isLittle) : latin1OrUtf8(untilZero(value));
    return text === '' ? [] : [{ keyword, text }];
  });
}

interface Entry {
  readonly tag: number;
  readonly value: Uint8Array;
  /** Its value read as an offset. */
  readonly number: number;
}

/** Texts are of type ASCII (2), byte (1, 7) or UTF-8 (129), a byte a character; entries of other types have no value. */
const byteTypes: ReadonlySet<number> = new Set([1, 2, 7, 129]);

function readDirectory(tiff: Uint8Array, start: number, isLittle: boolean): readonly Entry[] {
  if (start + 2 > tiff.length) return [];
  const view = viewOf(tiff);
  const fitting = Math.floor((tiff.length - start - 2) / 12);
  const count = Math.min(view.getUint16(start, isLittle), fitting, MOST_ENTRIES);
  return Array.from({ length: count }, (_, index) => readEntry(tiff, start + 2 + index * 12, isLittle));
}

function readEntry(tiff: Uint8Array, at: number, isLittle: boolean): Entry {
  const view = viewOf(tiff);
  const length = view.getUint32(at + 4, isLittle);
  const number = view.getUint32(at + 8, isLittle);
  // Four bytes and fewer stand in place of their offset.
  const start = length <= 4 ? at + 8 : number;
  const isText = byteTypes.has(view.getUint16(at + 2, isLittle));
  const value = isText ? tiff.subarray(start, start + Math.min(length, LONGEST)) : new Uint8Array();
  return { tag: view.getUint16(at, isLittle), value, number };
}

function untilZero(bytes: Uint8Array): Uint8Array {
  const end = bytes.indexOf(0);
  return end < 0 ? bytes : bytes.subarray(0, end);
}

/** Eight bytes name the encoding. */
function userComment(value: Uint8Array, isLittle: boolean): string {
  const text = value.subarray(8);
  if (startsWith(value, 0, 'UNICODE\0')) return utf16(text, isLittle);
  if (startsWith(value, 0, 'ASCII\0\0\0')) return trimmed(latin1OrUtf8(text));
  if (value.subarray(0, 8).every((byte) => byte === 0)) return trimmed(latin1OrUtf8(text));
  // Some writers leave the name of the encoding out.
  return trimmed(strictUtf8(value) ?? '');
}

/** Without the zeros at its end. A pattern that began with them would look through every run of zeros again and again. */
function trimmed(text: string): string {
  return /^[\s\S]*[^\0]/.exec(text)?.[0] ?? '';
}

/** Most writers take big-endian whatever the block's own order is, so the bytes themselves are asked. */
function utf16(bytes: Uint8Array, isLittle: boolean): string {
  const isTextLittle = looksLittle(bytes) ?? isLittle;
  return trimmed(new TextDecoder(isTextLittle ? 'utf-16le' : 'utf-16be').decode(bytes));
}

/** Every such text has many characters below U+0100, whose high byte is zero. Undefined when nothing tells. */
function looksLittle(bytes: Uint8Array): boolean | undefined {
  const zeros = [0, 0];
  for (let index = 0; index < bytes.length; index++) {
    if (bytes[index] === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  return even === odd ? undefined : odd > even;
}
