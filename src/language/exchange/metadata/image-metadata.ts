/**
 * @file What a picture says of how it was made: the texts in its file. Pure and without node; pixels are never decoded,
 * and nothing in a file makes it throw, hang or take more memory than a few times the limits below.
 */
import { latin1, startsWith, strictUtf8 } from './bytes.ts';
import { readJpeg } from './jpeg.ts';
import { readPng } from './png.ts';
import { readWebp } from './webp.ts';

/** A text of a picture under the name that its writer gave it. EXIF's are `UserComment`, `Make`, `Model`, …. */
export interface NamedText {
  readonly keyword: string;
  readonly text: string;
}

export interface ImageMetadata {
  readonly format: 'png' | 'jpeg' | 'webp' | 'text';
  /** In the order of the file. */
  readonly texts: readonly NamedText[];
  /** Pixels; only known of PNG. */
  readonly size?: { readonly width: number; readonly height: number };
  /** One sentence for each thing that was damaged or left out. */
  readonly notes: readonly string[];
}

interface Format {
  readonly matches: (bytes: Uint8Array) => boolean;
  readonly read: (bytes: Uint8Array) => ImageMetadata;
}

const formats: readonly Format[] = [
  { matches: (bytes) => startsWith(bytes, 0, '\x89PNG\r\n\x1a\n'), read: readPng },
  { matches: (bytes) => startsWith(bytes, 0, '\xff\xd8\xff'), read: readJpeg },
  { matches: (bytes) => startsWith(bytes, 0, 'RIFF') && startsWith(bytes, 8, 'WEBP'), read: readWebp },
];

/** Undefined when the bytes are neither PNG, JPEG, WebP nor plain text (the `.txt` that A1111 may write beside). */
export function readImageMetadata(bytes: Uint8Array): ImageMetadata | undefined {
  const format = formats.find(({ matches }) => matches(bytes));
  return format ? format.read(bytes) : readText(bytes);
}

/** Longer plain texts describe no picture. */
const LONGEST_TEXT = 1_000_000;

function readText(bytes: Uint8Array): ImageMetadata | undefined {
  if (bytes.length === 0 || bytes.length > LONGEST_TEXT || bytes.includes(0)) return undefined;
  const text = strictUtf8(bytes) ?? latin1(bytes);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: their presence tells other files from texts.
  if (/[\x00-\x08\x0e-\x1f\x7f]/.test(text)) return undefined;
  return { format: 'text', texts: [{ keyword: 'parameters', text }], notes: [] };
}
