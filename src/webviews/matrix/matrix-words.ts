/** @file What the matrix page says. */
import type { Calibration, Estimate, StatementReport } from '../../protocol/evaluation.ts';
import { counted, percent } from '../../protocol/texts/figures.ts';
import type {
  MatrixActivity,
  MatrixBaseline,
  MatrixCell,
  MatrixReport,
  MatrixSnapshot,
  MatrixSource,
} from '../../protocol/webviews/matrix.ts';
import type { IconName } from '../shared/icons.ts';
import { estimateWords, rangeWords, valueWords } from '../shared/number-words.ts';
import { workWords } from '../shared/work-words.ts';

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
