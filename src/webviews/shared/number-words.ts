/** @file Numbers in words, none without its n and its interval. */
import type { Difference, Estimate } from '../../protocol/evaluation.ts';
import { wilson } from '../../protocol/statistics/wilson.ts';
import { percent } from '../../protocol/texts/figures.ts';

/** `84.3%`, or a dash where nothing could be measured. */
export function valueWords({ value }: Estimate): string {
  return percent(value);
}

/** `n 600 · 95% interval 81.2 – 87.0%`. */
export function evidenceWords({ n, low, high }: Estimate): string {
  return low === null || high === null ? `n ${n}` : `n ${n} · 95% interval ${figure(low)} – ${percent(high)}`;
}

/** `12 of 60 shirt judged as tshirt (20.0%, 95% interval 11.8 – 31.8%)`. */
export function cellWords(count: number, total: number, actual: string, predicted: string): string {
  const how = actual === predicted ? 'judged rightly' : `judged as ${predicted}`;
  return `${count} of ${total} ${actual} ${how}${shareWords(count, total)}`;
}

/** ` (20.0%, 95% interval 11.8 – 31.8%)`; empty when there is nothing to have a share of. */
export function shareWords(count: number, total: number): string {
  const { value, low, high } = wilson(count, total);
  if (value === null || low === null || high === null) return '';
  return ` (${percent(value)}, 95% interval ${figure(low)} – ${percent(high)})`;
}

/** `n 60 · 81.2 – 87.0%`: where the place says what an interval is. */
export function rangeWords({ n, low, high }: Estimate): string {
  return low === null || high === null ? `n ${n}` : `n ${n} · ${figure(low)} – ${percent(high)}`;
}

/** `84.3% (n 600 · 95% interval 81.2 – 87.0%)`. */
export function estimateWords(estimate: Estimate): string {
  return `${valueWords(estimate)} (${evidenceWords(estimate)})`;
}

/** `+2.1`, `−0.4`, `0.0`: points of a hundred, signed. */
export function pointsWords(share: number): string {
  const points = (Math.abs(share) * 100).toFixed(1);
  if (Number(points) === 0) return points;
  return `${share < 0 ? '−' : '+'}${points}`;
}

/** `+2.1 points (n 600 · 95% interval −0.4 to +4.4)`. */
export function differenceWords({ value, low, high, n }: Difference): string {
  if (value === null || low === null || high === null) return `– (n ${n})`;
  return `${pointsWords(value)} points (n ${n} · 95% interval ${pointsWords(low)} to ${pointsWords(high)})`;
}

function figure(share: number): string {
  return (share * 100).toFixed(1);
}
