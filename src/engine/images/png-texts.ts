/**
 * @file Texts in a PNG file (PNG specification, third edition, 11.3.3): ASCII in a tEXt chunk, all else in an iTXt
 * chunk, where Pillow, and so the tools that read pictures, look for them. Accents would fit into a tEXt chunk as well,
 * but some tools write UTF-8 there, so readers guess. Nothing is compressed: what one version of zlib makes of a text
 * another may not, and equal pictures are to be equal files.
 */
import { crc32 } from '../../language/exchange/metadata/crc32.ts';

/** By keyword, of up to 79 ASCII characters. No text holds NUL, which the format does not know. */
export type PngTexts = Readonly<Record<string, string>>;

/** Behind the signature (8 bytes) and the header (4 + 4 + 13 + 4), where writers of such texts put them. */
const afterHeader = 33;

/** @param png a whole file */
export function withTexts(png: Uint8Array, texts: PngTexts): Uint8Array {
  const chunks = Object.entries(texts).map(([keyword, text]) => textChunk(keyword, text));
  return Buffer.concat([png.subarray(0, afterHeader), ...chunks, png.subarray(afterHeader)]);
}

function textChunk(keyword: string, text: string): Buffer {
  if (/^[\n\x20-\x7e]*$/.test(text)) return chunk('tEXt', Buffer.from(`${keyword}\0${text}`, 'latin1'));
  // Keyword, 0, not compressed, method 0, no language, 0, no translated keyword, 0, the text.
  return chunk('iTXt', Buffer.from(`${keyword}\0\0\0\0\0${text}`, 'utf8'));
}

/** Length, type, data, checksum of the two. */
function chunk(type: 'tEXt' | 'iTXt', data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length);
  whole.set(body, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}
