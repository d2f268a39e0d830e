import type { Estimate } from '../../protocol/evaluation.ts';
import { bootstrapEnds } from './resampling.ts';

/** The mean of numbers that are no shares, such as cosines, with the percentile bootstrap over them. */
export function meanEstimate(values: readonly number[]): Estimate {
  const n = values.length;
  if (n === 0) return { value: null, n, low: null, high: null, method: 'bootstrap', unit: 'cosine' };
  const value = values.reduce((sum, each) => sum + each, 0) / n;
  const ends = bootstrapEnds(n, (sample) => {
    let sum = 0;
    for (let s = 0; s < n; s++) sum += values[sample[s]!]!;
    return sum / n;
  });
  return { value, n, ...ends, method: 'bootstrap', unit: 'cosine' };
}
