/** @file Statements and what was measured, as people read them: in the editor, on a terminal, in reports of CI. */
import type { MetricPlan } from '../../language/plan/plan.ts';
import type { Estimate, StatementReport } from '../evaluation.ts';
import { cosine, percent } from './figures.ts';

type MetricName = Pick<MetricPlan, 'name'>;

/** `86.2%`; `0.231` of a metric that is no share; `–` where nothing was measured. */
export function figure({ name }: MetricName, value: number | null): string {
  return name === 'clip-score' ? cosine(value) : percent(value);
}

/** `n 600, 83.2–88.9%`; the interval is left out where there is none. */
export function evidence(metric: MetricName, { n, low, high }: Estimate): string {
  if (low === null || high === null) return `n ${n}`;
  return `n ${n}, ${figure(metric, low).replace('%', '')}–${figure(metric, high)}`;
}

/** `86.2% (n 600, 83.2–88.9%)`. */
export function measuredText(metric: MetricName, measured: Estimate): string {
  return `${figure(metric, measured.value)} (${evidence(metric, measured)})`;
}

const parts = /^(?:(?:expect|check)\s+)?(?<metric>[^\s(<>=]+(?:\([^)]*\))?)\s*(?<wanted>[<>=].*)$/su;

/** `expect recall(shirt) >= 60%` → `recall(shirt)` and `>= 60%`; spaces of several lines become one. */
export function partsOfStatement(text: string): { readonly metric: string; readonly wanted: string } {
  const oneLine = text.replace(/\s+/gu, ' ').trim();
  const { metric = oneLine, wanted = '' } = parts.exec(oneLine)?.groups ?? {};
  return { metric, wanted };
}

/** A statement as its author wrote it, with its keyword, whether or not the plan kept that. */
export function statementText({ kind, text }: Pick<StatementReport, 'kind' | 'text'>): string {
  return text.startsWith(`${kind} `) ? text : `${kind} ${text}`;
}
