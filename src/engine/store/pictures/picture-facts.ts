/** @file What pixels alone say of a picture, and how that is kept: numbers of 32 bits. */
import { type ImageStatistics, imageStatistics } from '../../images/image-statistics.ts';
import { perceptualHash } from '../../images/perceptual-hash.ts';
import type { RgbImage } from '../../images/rgb-image.ts';

export interface PictureFacts extends ImageStatistics {
  /** 16 hexadecimal digits. */
  readonly perceptualHash: string;
}

type StatisticsNumber = Exclude<keyof ImageStatistics, 'isGrey'>;

/** In the order of a row; to change it is to raise `FACTS_VERSION`. */
const fields: readonly StatisticsNumber[] = [
  'width',
  'height',
  'brightness',
  'contrast',
  'sharpness',
  'brightest',
  'darkest',
  'entropy',
  'levelSpread',
];

/** Raised when the meaning of a number changes, or a row is another. */
export const FACTS_VERSION = 1;

/** A hash is kept in parts of 16 bits, which a number of 32 bits holds exactly. */
const HASH_PARTS = 4;
const PART_DIGITS = 4;

/** Length of a row. */
export const FACTS_NUMBERS = fields.length + 1 + HASH_PARTS;

/** Rounded to 32 bits, as they are kept: a picture has the same facts whenever it is looked at. */
export function pictureFacts(image: RgbImage): PictureFacts {
  return factsOf(rowOf({ ...imageStatistics(image), perceptualHash: perceptualHash(image) }));
}

export function rowOf(facts: PictureFacts): Float32Array {
  const parts = Array.from({ length: HASH_PARTS }, (_, part) =>
    Number.parseInt(facts.perceptualHash.slice(part * PART_DIGITS, (part + 1) * PART_DIGITS), 16),
  );
  return Float32Array.of(...fields.map((field) => facts[field]), facts.isGrey ? 1 : 0, ...parts);
}

/** @param row of `FACTS_NUMBERS` numbers */
export function factsOf(row: Float32Array): PictureFacts {
  const parts = [...row.subarray(fields.length + 1)];
  const numbers = Object.fromEntries(fields.map((field, at) => [field, row[at]!])) as Record<StatisticsNumber, number>; // Each is in `fields`.
  return {
    ...numbers,
    isGrey: row[fields.length] === 1,
    perceptualHash: parts.map((part) => part.toString(16).padStart(PART_DIGITS, '0')).join(''),
  };
}
