/** @file Names as people of all scripts write them. */
import fc from 'fast-check';

const scripts = [
  'shirt',
  'ankle_boot',
  't-shirt',
  '日本語',
  'kratzer',
  'ürün',
  'a',
  'Ж',
  'e\u0301',
  '👩‍🔬',
  '한글',
  'x y',
];

/** Printable text of one or more columns. */
export const words = fc
  .array(fc.oneof(fc.constantFrom(...scripts), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 })), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join('').replace(/[\p{C}\p{Z}\p{M}]/gu, 'x'));
