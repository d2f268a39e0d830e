/** @file 95 % intervals for numbers that are made of shares, in closed form from Wilson's interval. */
import type { Estimate } from '../../protocol/evaluation.ts';
import { wilson } from '../../protocol/statistics/wilson.ts';

/**
 * The mean of independent shares: θ = Σ pᵢ/k, with
 * low = θ − √Σ (pᵢ − lᵢ)² / k and high = θ + √Σ (uᵢ − pᵢ)² / k, where lᵢ and uᵢ are the ends of each share's own
 * interval. Source: method of variance estimates recovery (MOVER), G. Y. Zou & A. Donner, Statistics in Medicine 27
 * (2008), 1693–1702.
 * @param shares those without images are left out
 */
export function meanOfShares(shares: readonly Estimate[]): Estimate {
  const known = shares.flatMap(({ value, n, low, high }) =>
    value === null || low === null || high === null ? [] : [{ value, n, low, high }],
  );
  if (known.length === 0) return { value: null, n: 0, low: null, high: null, method: 'mover' };
  const value = mean(known.map((share) => share.value));
  const below = Math.hypot(...known.map((share) => share.value - share.low)) / known.length;
  const above = Math.hypot(...known.map((share) => share.high - share.value)) / known.length;
  const n = known.reduce((sum, share) => sum + share.n, 0);
  return { value, n, low: Math.max(0, value - below), high: Math.min(1, value + above), method: 'mover' };
}

/**
 * F1 of a class: with J = hits / (hits + misses + false alarms), F1 = 2J / (1 + J) rises with J, so the ends of Wilson's
 * interval of J, taken through it, are F1's. Source: K. F. C. Lam et al., arXiv 2309.14621 ("Wilson indirect").
 * @param involved hits + misses + false alarms
 */
export function f1Interval(hits: number, involved: number): Estimate {
  const jaccard = wilson(hits, involved);
  const f1 = (share: number | null) => (share === null ? null : (2 * share) / (1 + share));
  return { ...jaccard, value: f1(jaccard.value), low: f1(jaccard.low), high: f1(jaccard.high) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
