import type { MeasuredDifference } from '../../protocol/comparison.ts';
import type { Estimate } from '../../protocol/evaluation.ts';

/** The standard normal's 97.5 % point. */
const z = 1.959963984540054;

/**
 * The difference of two shares that were measured on different images, with the interval that theirs make:
 * low = d − √((a − lₐ)² + (u_b − b)²), high = d + √((uₐ − a)² + (b − l_b)²) for d = a − b. Source: R. G. Newcombe,
 * Interval Estimation for the Difference Between Independent Proportions, Statistics in Medicine 17 (1998), 873–890,
 * method 10.
 */
export function independentDifference(before: Estimate, after: Estimate): MeasuredDifference {
  const [b, a] = [endsOf(before), endsOf(after)];
  const n = before.n + after.n;
  if (!a || !b) return { value: null, low: null, high: null, n, method: 'independent' };
  const value = a.value - b.value;
  const low = value - Math.hypot(a.value - a.low, b.high - b.value);
  const high = value + Math.hypot(a.high - a.value, b.value - b.low);
  return { value, low, high, n, method: 'independent' };
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

function endsOf({ value, low, high }: Estimate): { value: number; low: number; high: number } | undefined {
  return value === null || low === null || high === null ? undefined : { value, low, high };
}
