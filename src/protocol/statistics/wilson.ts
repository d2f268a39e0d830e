import type { Estimate } from '../evaluation.ts';

/** The standard normal's 97.5% point: two-sided 95%. */
const z = 1.959963984540054;

/**
 * A share with Wilson's score interval at 95%:
 * (p + z²/2n ± z √(p(1−p)/n + z²/4n²)) / (1 + z²/n).
 * Unlike the textbook p ± 1.96 √(p(1−p)/n) it stays inside [0, 1] and is honest for few images and for shares near an
 * end. Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209–212.
 * @param hits 0 ≤ hits ≤ n
 */
export function wilson(hits: number, n: number): Estimate {
  if (n === 0) return { value: null, n: 0, low: null, high: null, method: 'wilson' };
  const p = hits / n;
  const centre = p + (z * z) / (2 * n);
  const half = z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  // At the ends the formula gives 0 and 1 exactly, rounding does not.
  const low = hits === 0 ? 0 : (centre - half) / scale;
  const high = hits === n ? 1 : (centre + half) / scale;
  return { value: p, n, low, high, method: 'wilson' };
}
