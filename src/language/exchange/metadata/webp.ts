/** @file The EXIF texts of a WebP (RFC 9649, 2.7). */
import { startsWith, viewOf } from './bytes.ts';
import { readExif } from './exif.ts';
import type { ImageMetadata, NamedText } from './image-metadata.ts';

export function readWebp(bytes: Uint8Array): ImageMetadata {
  const texts: NamedText[] = [];
  const view = viewOf(bytes);
  for (let start = 12; start + 8 <= bytes.length; ) {
    const length = view.getUint32(start + 4, true);
    const end = start + 8 + length;
    // A picture has one such chunk; others are to be ignored.
    if (texts.length === 0 && startsWith(bytes, start, 'EXIF')) texts.push(...readExif(bytes.subarray(start + 8, end)));
    if (end > bytes.length) {
      return { format: 'webp', texts, notes: ['The file breaks off in the middle; what comes after was lost.'] };
    }
    // Chunks are padded to an even length.
    start = end + (length % 2);
  }
  return { format: 'webp', texts, notes: [] };
}
