/** @file What the matrix page says. No number without its n and its interval. */
import type { Estimate, StatementReport } from '../../protocol/engine.ts';
import { duration, percent } from '../../protocol/texts.ts';
import type { MatrixActivity } from '../../protocol/webviews.ts';
import type { IconName } from '../shared/icons.ts';

/** `84.3 %`, or a dash where nothing could be measured. */
export function valueWords({ value }: Estimate): string {
  return value === null ? '–' : percent(value);
}

/** `n 600 · 95 % interval 81.2 – 87.0 %`. */
export function evidenceWords({ n, low, high }: Estimate): string {
  return low === null || high === null ? `n ${n}` : `n ${n} · 95 % interval ${figure(low)} – ${percent(high)}`;
}

/** `12 of 60 shirt judged as tshirt (20.0 %)`. */
export function cellWords(count: number, total: number, actual: string, predicted: string): string {
  const share = total === 0 ? '' : ` (${percent(count / total)})`;
  const how = actual === predicted ? 'judged rightly' : `judged as ${predicted}`;
  return `${count} of ${total} ${actual} ${how}${share}`;
}

/** What a statement came to. */
export interface Outcome {
  readonly kind: 'passed' | 'failed' | 'review';
  readonly sign: IconName;
  readonly words: string;
}

export function outcomeOf({ kind, held }: StatementReport): Outcome {
  if (held) return { kind: 'passed', sign: 'passed', words: 'holds' };
  return kind === 'expect'
    ? { kind: 'failed', sign: 'failed', words: 'does not hold' }
    : { kind: 'review', sign: 'question', words: 'please look' };
}

/** What goes on; empty when nothing does. */
export function activityWords(activity: MatrixActivity): string {
  if (activity.kind !== 'evaluating') return '';
  const { label, done, total, secondsLeft } = activity;
  const counts = total === 0 ? [] : [`${done} of ${total}`];
  const left = secondsLeft === undefined ? [] : [`${duration(secondsLeft)} left`];
  return [label, ...counts, ...left].join(' · ');
}

function figure(share: number): string {
  return (share * 100).toFixed(1);
}
