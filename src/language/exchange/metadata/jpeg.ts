/** @file The EXIF texts of a JPEG: its segments up to the pixels (ITU-T T.81, annex B; CIPA DC-008, 4.5.4). */
import { startsWith, viewOf } from './bytes.ts';
import { readExif } from './exif.ts';
import type { ImageMetadata, NamedText } from './image-metadata.ts';

const APP1 = 0xe1;
const START_OF_SCAN = 0xda;

export function readJpeg(bytes: Uint8Array): ImageMetadata {
  const texts: NamedText[] = [];
  const view = viewOf(bytes);
  for (let start = 2; start + 4 <= bytes.length && bytes[start] === 0xff; ) {
    const kind = bytes[start + 1];
    if (kind === START_OF_SCAN) return { format: 'jpeg', texts, notes: [] };
    // A byte 0xff more is filling.
    const length = kind === 0xff ? -1 : view.getUint16(start + 2);
    const data = bytes.subarray(start + 4, start + 2 + Math.max(2, length));
    // A picture has one such block (4.5.4).
    if (kind === APP1 && texts.length === 0 && startsWith(data, 0, 'Exif\0\0')) texts.push(...readExif(data));
    start += length < 0 ? 1 : 2 + Math.max(2, length);
  }
  return { format: 'jpeg', texts, notes: ['The file breaks off before its pixels; what came after was lost.'] };
}
