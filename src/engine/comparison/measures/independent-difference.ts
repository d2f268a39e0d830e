import type { MeasuredDifference } from '../../../protocol/comparison.ts';
import type { Estimate } from '../../../protocol/evaluation.ts';
import { shareDifference } from '../../../protocol/statistics/share-difference.ts';

/** The standard normal's 97.5 % point. */
const z = 1.959963984540054;

/** The difference of two shares that were measured on different images, with the interval that theirs make. */
export function independentDifference(before: Estimate, after: Estimate): MeasuredDifference {
  const difference = shareDifference(after, before) ?? { value: null, low: null, high: null };
  return { ...difference, n: before.n + after.n, method: 'independent' };
}

/** How likely chance alone makes a difference as large, as its interval has it: by how many of its halves 0 is away. */
export function chanceOf({ value, low, high }: MeasuredDifference): number {
  if (value === null || low === null || high === null || value === 0) return 1;
  const half = value > 0 ? value - low : high - value;
  return half === 0 ? 0 : upperTail((z * Math.abs(value)) / half) * 2;
}

/** Of the standard normal; M. Abramowitz & I. A. Stegun, Handbook of Mathematical Functions, 26.2.17: within 7.5e−8. */
function upperTail(x: number): number {
  const t = 1 / (1 + 0.2316419 * x);
  const sum = [1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.31938153].reduce((s, b) => (s + b) * t, 0);
  return (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) * sum;
}
