/** @file What pixels alone say of a picture, and how that is kept: numbers of 32 bits. */
import { digestOfPixels } from '../../images/digest-of-pixels.ts';
import { type ImageStatistics, imageStatistics } from '../../images/image-statistics.ts';
import { type MeanColour, meanColour } from '../../images/mean-colour.ts';
import { perceptualHash } from '../../images/perceptual-hash.ts';
import type { RgbImage } from '../../images/rgb-image.ts';

export interface PictureFacts extends ImageStatistics, MeanColour {
  /** 16 hexadecimal digits. */
  readonly perceptualHash: string;
  /** Hex SHA-256 of size and pixels, as of `pixelDigest`. */
  readonly pixels: string;
}

type FactNumber = Exclude<keyof ImageStatistics, 'isGrey'> | keyof MeanColour;

/** In the order of a row; to change it is to raise `FACTS_VERSION`. */
const fields: readonly FactNumber[] = [
  'width',
  'height',
  'brightness',
  'contrast',
  'sharpness',
  'brightest',
  'darkest',
  'entropy',
  'levelSpread',
  'red',
  'green',
  'blue',
];

/** Raised when the meaning of a number changes, or a row is another. */
export const FACTS_VERSION = 2;

/** Digits of a digest that one number of 32 bits holds exactly. */
const PART_DIGITS = 4;
const HASH_PARTS = 16 / PART_DIGITS;
const DIGEST_PARTS = 64 / PART_DIGITS;

/** Length of a row. */
export const FACTS_NUMBERS = fields.length + 1 + HASH_PARTS + DIGEST_PARTS;

/** Rounded to 32 bits, as they are kept: a picture has the same facts whenever it is looked at. */
export function pictureFacts(image: RgbImage): PictureFacts {
  const facts = {
    ...imageStatistics(image),
    ...meanColour(image),
    perceptualHash: perceptualHash(image),
    pixels: digestOfPixels(image),
  };
  return factsOf(rowOf(facts));
}

export function rowOf(facts: PictureFacts): Float32Array {
  return Float32Array.of(
    ...fields.map((field) => facts[field]),
    facts.isGrey ? 1 : 0,
    ...partsOf(facts.perceptualHash),
    ...partsOf(facts.pixels),
  );
}

/** @param row of `FACTS_NUMBERS` numbers */
export function factsOf(row: Float32Array): PictureFacts {
  const numbers = Object.fromEntries(fields.map((field, at) => [field, row[at]!])) as Record<FactNumber, number>; // Each is in `fields`.
  const hashAt = fields.length + 1;
  return {
    ...numbers,
    isGrey: row[fields.length] === 1,
    perceptualHash: joined(row.subarray(hashAt, hashAt + HASH_PARTS)),
    pixels: joined(row.subarray(hashAt + HASH_PARTS)),
  };
}

function partsOf(digits: string): readonly number[] {
  return Array.from({ length: digits.length / PART_DIGITS }, (_, part) =>
    Number.parseInt(digits.slice(part * PART_DIGITS, (part + 1) * PART_DIGITS), 16),
  );
}

function joined(parts: Float32Array): string {
  return Array.from(parts, (part) => part.toString(16).padStart(PART_DIGITS, '0')).join('');
}
