import { letterOf } from '../../../../protocol/decision-letters.ts';
import type { ImageWords } from './image-words.ts';

/** Of the reviewer's own word. @param numbers of images, in the order of the letters */
export function lettersOf({ own, owns }: ImageWords, numbers: Uint32Array): string {
  const codes = owns.map((word) => letterOf(word).charCodeAt(0));
  return Buffer.from(numbers.length === 0 ? [] : Uint8Array.from(numbers, (number) => codes[own[number]!]!)).toString(
    'latin1',
  );
}

export function letterAt({ own, owns }: ImageWords, number: number): string {
  return letterOf(owns[own[number]!]!);
}
