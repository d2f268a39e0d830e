/** @file What the matrix page says. No number without its n and its interval. */
import type { Estimate, StatementReport } from '../../protocol/evaluation.ts';
import { counted, duration, percent } from '../../protocol/texts.ts';
import type { MatrixActivity } from '../../protocol/webviews/matrix.ts';
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

/** What all statements came to together: the worst of them. */
export function overallOutcome(statements: readonly StatementReport[]): Outcome {
  const outcomes = statements.map(outcomeOf);
  const count = (kind: Outcome['kind']) => outcomes.filter((outcome) => outcome.kind === kind).length;
  const of = `of ${counted(statements.length, 'statement')}`;
  const [failed, review] = [count('failed'), count('review')];
  if (failed > 0)
    return { kind: 'failed', sign: 'failed', words: `${failed} ${of} ${failed === 1 ? 'does' : 'do'} not hold` };
  if (review > 0)
    return { kind: 'review', sign: 'question', words: `${review} ${of} ${review === 1 ? 'asks' : 'ask'} for a look` };
  return { kind: 'passed', sign: 'passed', words: allHold(statements.length) };
}

function allHold(count: number): string {
  return count === 1 ? 'The statement holds' : `All ${count} statements hold`;
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
