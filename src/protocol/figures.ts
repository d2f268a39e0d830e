/** @file How numbers are written for people. */
import type { Estimate } from './evaluation.ts';

/** `91.2%`; `–` where nothing was measured. */
export function percent(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toFixed(1)}%`;
}

/** `0.274`; `–` where nothing was measured. */
export function cosine(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}

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

/** `0.25 s`, `3.4 s`, `38 s`, `4 min 10 s`, `2 h 5 min`. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 0.995) return `${seconds.toFixed(2)} s`;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** A guess needs no tenths: `8 s`, `1 min 4 s`. */
export function remaining(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  return whole < 60 ? `${whole} s` : duration(whole * 1000);
}

/** `1 image`, `40 images`. */
export function count(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
