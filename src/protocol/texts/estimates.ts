/** @file Measured numbers as people read them: with their n and their interval. */
import type { Estimate } from '../evaluation.ts';
import { cosine, percent } from './figures.ts';

/** `89.3–92.8%`, or `0.262–0.281` of what is no share; empty where there is no interval. */
export function interval({ low, high, unit }: Estimate): string {
  if (low === null || high === null) return '';
  return unit === 'cosine' ? `${cosine(low)}–${cosine(high)}` : `${(low * 100).toFixed(1)}–${percent(high)}`;
}

/** `91.2%`, or `0.274` of what is no share. */
export function measuredValue({ value, unit }: Estimate): string {
  return unit === 'cosine' ? cosine(value) : percent(value);
}

/** `91.2% (n 1000, 95% interval 89.3–92.8%)`. */
export function estimate(measured: Estimate): string {
  const range = interval(measured);
  return `${measuredValue(measured)} (n ${measured.n}${range === '' ? '' : `, 95% interval ${range}`})`;
}
