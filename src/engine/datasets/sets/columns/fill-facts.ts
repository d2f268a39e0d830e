import type { PictureFacts } from '../../../store/pictures/picture-facts.ts';
import { type ImageColumns, setDigest } from './image-columns.ts';

const filled = ['width', 'height', 'brightness', 'contrast', 'sharpness'] as const;

/** Of an image whose pixels were looked at. */
export function fillFacts({ numbers, digests }: ImageColumns, row: number, facts: PictureFacts): void {
  for (const name of filled) numbers[name][row] = facts[name];
  setDigest(digests.pixels, row, facts.pixels);
}
