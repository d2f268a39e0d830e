import type { Estimate } from '../../protocol/evaluation.ts';
import { bootstrapEnds, orderStatistic } from './resampling.ts';

/**
 * The value that all but the given percentage of images reach: the smallest that at least so many percent do not
 * exceed (Hyndman & Fan 1996, definition 1; numpy's `inverted_cdf`), with its bootstrap interval.
 * @param percentage from 0 to 100
 * @param unit of values that are no shares
 */
export function percentileOf(values: readonly number[], percentage: number, unit?: Estimate['unit']): Estimate {
  const n = values.length;
  const kind = { method: 'bootstrap' as const, ...(unit && { unit }) };
  if (n === 0) return { value: null, n: 0, low: null, high: null, ...kind };
  const sorted = Float64Array.from(values).sort();
  const share = percentage / 100;
  const counts = new Uint32Array(n);
  const ends = bootstrapEnds(n, (sample) => ofSample(sorted, share, sample, counts));
  return { value: orderStatistic(sorted, share), n, ...ends, ...kind };
}

/** Counts instead of sorting each sample. */
function ofSample(sorted: Float64Array, share: number, sample: Uint32Array, counts: Uint32Array): number {
  counts.fill(0);
  for (let i = 0; i < sample.length; i++) counts[sample[i]!]!++; // Indices of `sorted`, by contract.
  const wanted = Math.max(1, Math.ceil(share * sorted.length - 1e-9));
  let passed = 0;
  for (let place = 0; place < sorted.length; place++) {
    passed += counts[place]!;
    if (passed >= wanted) return sorted[place]!;
  }
  return sorted.at(-1)!;
}
