/** @file Statements and what was measured, as people read them: in the editor, on a terminal, in reports of CI. */
import type { MetricPlan } from '../language/plan/plan.ts';
import type { Estimate } from './evaluation.ts';

type MetricName = Pick<MetricPlan, 'name'>;

/** How a percent sign follows its number: a terminal has less room. */
export type PercentSign = '%' | ' %';

/** `86.2 %`; `0.231` of a metric that is no share; `–` where nothing was measured. */
export function figure({ name }: MetricName, value: number | null, sign: PercentSign = ' %'): string {
  if (value === null) return '–';
  return name === 'clip-score' ? value.toFixed(3) : `${(value * 100).toFixed(1)}${sign}`;
}

/** `n 600, 83.2–88.9 %`; the interval is left out where there is none. */
export function evidence(metric: MetricName, { n, low, high }: Estimate, sign: PercentSign = ' %'): string {
  if (low === null || high === null) return `n ${n}`;
  return `n ${n}, ${figure(metric, low, sign).replace(/ ?%$/u, '')}–${figure(metric, high, sign)}`;
}

/** `86.2 % (n 600, 83.2–88.9 %)`. */
export function measuredText(metric: MetricName, measured: Estimate, sign: PercentSign = ' %'): string {
  return `${figure(metric, measured.value, sign)} (${evidence(metric, measured, sign)})`;
}

const parts = /^(?:(?:expect|check)\s+)?(?<metric>[^\s(<>=]+(?:\([^)]*\))?)\s*(?<wanted>[<>=].*)$/su;

/** `expect recall(shirt) >= 60%` → `recall(shirt)` and `>= 60%`; spaces of several lines become one. */
export function partsOfStatement(text: string): { readonly metric: string; readonly wanted: string } {
  const oneLine = text.replace(/\s+/gu, ' ').trim();
  const { metric = oneLine, wanted = '' } = parts.exec(oneLine)?.groups ?? {};
  return { metric, wanted };
}
