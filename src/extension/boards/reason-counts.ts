/** @file Why images were rejected, counted. */
import type { DecidedImage } from '../../protocol/decisions.ts';

export interface ReasonCount {
  readonly why: string;
  readonly images: number;
}

/** Of those that are rejected; the most frequent first, then in the order of letters. An image may have several. */
export function countReasons(images: readonly Pick<DecidedImage, 'state' | 'why'>[]): readonly ReasonCount[] {
  const counts = new Map<string, number>();
  for (const { state, why = [] } of images) {
    if (state === 'rejected') for (const reason of new Set(why)) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts]
    .map(([why, count]) => ({ why, images: count }))
    .sort((a, b) => b.images - a.images || (a.why < b.why ? -1 : 1));
}

/** ` · most often: extra limbs`; nothing where nobody gave a reason. */
export function mostOften([first]: readonly ReasonCount[] = []): string {
  return first === undefined ? '' : ` · most often: ${first.why}`;
}
