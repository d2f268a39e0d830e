/** @file By how much images are told apart from what they are not. */
import type { JudgedImage, MarginHistogram } from '../../protocol/evaluation.ts';
import { orderStatistic } from './resampling.ts';

const PARTS = 20;

/** Probability of the true class less that of the likeliest other one, from −1 to 1. */
export function signedMargin(
  image: Pick<JudgedImage, 'actual' | 'predicted' | 'confidence' | 'margin' | 'truth'>,
): number {
  return image.actual === image.predicted ? image.margin : image.truth - image.confidence;
}

/** @param margins signed */
export function marginHistogram(margins: readonly number[]): MarginHistogram {
  const counts = new Array<number>(PARTS).fill(0);
  for (const margin of margins) counts[Math.max(0, Math.min(PARTS - 1, Math.floor(((margin + 1) * PARTS) / 2)))]! += 1;
  const median = margins.length === 0 ? null : orderStatistic(Float64Array.from(margins).sort(), 0.5);
  return { counts, median };
}
