/** @file What the matrix page says. No number without its n and its interval. */
import type { Calibration, Difference, Estimate, StatementReport } from '../../protocol/evaluation.ts';
import { counted, percent } from '../../protocol/texts/figures.ts';
import { duration } from '../../protocol/texts/times.ts';
import type {
  MatrixActivity,
  MatrixBaseline,
  MatrixCell,
  MatrixReport,
  MatrixSnapshot,
  MatrixSource,
} from '../../protocol/webviews/matrix.ts';
import { wilson } from '../../protocol/wilson.ts';
import type { IconName } from '../shared/icons.ts';

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
  return activity.kind === 'evaluating' ? workWords(activity) : '';
}

/** `Judging holdout · 3 of 9 · 2 s left`. */
export function workWords({ label, done, total, secondsLeft }: Work): string {
  const counts = total === 0 ? [] : [`${done} of ${total}`];
  const left = secondsLeft === undefined ? [] : [`${duration(secondsLeft)} left`];
  return [label, ...counts, ...left].join(' · ');
}

type Work = Omit<Extract<MatrixActivity, { kind: 'evaluating' }>, 'kind'>;

/** How well a source's images are judged: `accuracy 84.3% (n 600 · 81.2 – 87.0%)`. */
export function sourceWords({ accuracy }: Pick<MatrixSource, 'accuracy'>): string {
  return `accuracy ${valueWords(accuracy)} (${rangeWords(accuracy)})`;
}

export const sourceKinds: { readonly [K in MatrixSource['kind']]: string } = {
  data: 'real images',
  recipe: 'drawn images',
};

/** `dog, judged as cat, on holdout`. */
export function cellHeading({ source, actual, predicted }: MatrixCell, { classes, sources }: MatrixReport): string {
  const names = (indices: readonly number[]) => indices.map((index) => classes[index] ?? '').join(' + ');
  const on = `on ${sources[source]?.name ?? ''}`;
  if (actual.join() === predicted.join() && actual.length === 1) return `${names(actual)}, judged rightly, ${on}`;
  if (actual.join() === predicted.join()) return `${names(actual)}, judged as one of them, ${on}`;
  if (predicted.length > 1 && actual.length + predicted.length === classes.length)
    return `${names(actual)}, judged as another class, ${on}`;
  return `${names(actual)}, judged as ${names(predicted)}, ${on}`;
}

/** `the run before, 22/11/2026, 14:02:11`. */
export function baselineWords({ as, made }: MatrixBaseline): string {
  return `the ${as}, ${new Date(made).toLocaleString()}`;
}

/** Why nothing more can be worked out now; empty when it can. */
export function obstacleWords({ activity, stale }: Pick<MatrixSnapshot, 'activity' | 'stale'>): string {
  if (activity.kind === 'evaluating') return 'The evaluation goes on: wait until it is done.';
  if (activity.kind === 'gone' || activity.kind === 'untrusted') return activity.sentence;
  return stale ? 'The words or the images have changed since: evaluate again first.' : '';
}

function figure(share: number): string {
  return (share * 100).toFixed(1);
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

/** What the expected calibration error says. */
export function errorWords(error: Estimate): string {
  if (error.value === null) return 'No image was judged.';
  return `Expected calibration error ${estimateWords(error)}: so far apart are confidence and accuracy on average.`;
}

/** What the fitted temperature says. */
export function temperatureWords({ temperature, errorAfter }: Calibration): string {
  if (temperature === null) return '';
  const best =
    errorAfter === null
      ? ''
      : ` The error would then be ${percent(errorAfter)}, at best: it was fitted on these images.`;
  return `Fitted temperature ${temperature.toFixed(2)}: ${temperatureMeaning(temperature)}.${best}`;
}

function temperatureMeaning(temperature: number): string {
  if (temperature > 1.05)
    return 'the judge is surer than it is right; dividing its logits by this number makes it modest';
  if (temperature < 0.95)
    return 'the judge is less sure than it could be; dividing its logits by this number makes it bolder';
  return 'the judge is about as sure as it is right';
}
