/** @file What stands above an evaluation. Only known facts: nothing is computed or asked for here. */
import type { Estimate, EvaluateProgress, EvaluationReport, Verdict } from '../../protocol/evaluation.ts';
import { percent } from '../../protocol/texts/figures.ts';
import type { EvaluationState } from '../boards/evaluation-state.ts';
import { type AccuracyChange, accuracyChange, type ComparedRun } from '../runs/differences/compared-run.ts';
import type { TestedDifference, TestedDifferences } from '../runs/differences/difference-board.ts';
import { momentText } from '../runs/moment-text.ts';
import { cancelLens, type Standing, waitingLenses } from './common-lenses.ts';
import { judgingLabel } from './judging-label.ts';
import type { Lens } from './lens.ts';

export interface EvaluationFacts {
  /** Why its run does not go on. */
  readonly standing?: Standing | undefined;
  /** The earlier run that its numbers are compared with. */
  readonly compared?: ComparedRun | undefined;
  /** Whether the difference to that run was found to be one. */
  readonly tested?: TestedDifferences | undefined;
}

export function evaluationLenses(state: EvaluationState, facts: EvaluationFacts = {}): readonly Lens[] {
  const { run, report, isStale } = state;
  const results = report ? resultLenses(report, isStale, facts) : [];
  if (!run) return [evaluateLens, ...results];
  const { standing } = facts;
  const shown = standing === undefined ? judgingLens(run) : waitingLenses[standing];
  return [
    { kind: 'evaluate', ...shown },
    { kind: 'evaluate', ...cancelLens },
  ];
}

const evaluateLens: Lens = {
  kind: 'evaluate',
  title: '▷ Evaluate',
  action: 'evaluate',
  tooltip: 'Judge the images with these words; missing images are drawn first',
};

function judgingLens(run: EvaluateProgress): Omit<Lens, 'kind'> {
  const label = judgingLabel(run);
  const title = run.total === 0 ? `◌ ${label}` : `◌ ${label}: ${run.done} of ${run.total}`;
  return { title, action: 'showMatrix' };
}

const verdictMarks: { readonly [V in Verdict]: string } = { passed: '✓', failed: '✗', 'needs-review': '?' };

const verdictWords: { readonly [V in Verdict]: string } = {
  passed: 'Every expect and check holds',
  failed: 'An expect does not hold',
  'needs-review': 'A check does not hold: please look',
};

function resultLenses(
  report: EvaluationReport,
  isStale: boolean,
  { compared, tested }: EvaluationFacts,
): readonly Lens[] {
  const { sources, statements, verdict } = report;
  const hasVerdict = statements.length > 0 && !isStale;
  return sources.map(({ name, accuracy }, index) => {
    const change = isStale ? undefined : accuracyChange(name, accuracy, compared);
    const mark = hasVerdict && index === 0 ? `${verdictMarks[verdict]} ` : '';
    const on = sources.length === 1 ? '' : ` on ${name}`;
    const what = index > 0 ? '' : isStale ? 'accuracy was ' : 'accuracy ';
    const inBrackets = [`n=${accuracy.n}`, ...(change ? [pointsText(change.points)] : [])].join(', ');
    return {
      kind: 'accuracy',
      title: `${mark}${what}${shareText(accuracy)}${on} (${inBrackets})`,
      action: 'showMatrix',
      tooltip: [
        `On ${name}: ${intervalText(accuracy)}.`,
        ...(change ? changeWords(change, tested?.get(name)) : []),
        ...(isStale ? ['Before the last change; evaluate again.'] : []),
        ...(hasVerdict ? [`${verdictWords[verdict]}.`] : []),
      ].join('\n'),
    };
  });
}

function shareText({ value }: Estimate): string {
  return value === null ? 'unknown' : percent(value);
}

/** `+1.3`, `-0.4`, `±0.0`: percentage points. */
export function pointsText(points: number): string {
  const rounded = points.toFixed(1);
  if (Number(rounded) === 0) return '±0.0';
  return points > 0 ? `+${rounded}` : rounded;
}

/** `87.2%, n=500, 95% interval 84.0% to 89.9%`. */
function intervalText({ value, n, low, high }: Estimate): string {
  if (value === null || low === null || high === null) return 'there was nothing to measure';
  return `${percent(value)}, n=${n}, 95% interval ${percent(low)} to ${percent(high)}`;
}

const comparedAs: { readonly [As in ComparedRun['as']]: string } = {
  baseline: 'The baseline',
  'run before': 'The run before',
};

function changeWords(change: AccuracyChange, tested: TestedDifference | undefined): readonly string[] {
  const { points, before, as, started } = change;
  return [
    `${comparedAs[as]}, of ${momentText(started)}: ${intervalText(before)}.`,
    `${pointsText(points)} percentage points: ${tested ? testWords(tested) : overlapWords(change)}`,
  ];
}

function testWords({ difference: { low, high, n, method }, verdict }: TestedDifference): string {
  const how = method === 'paired-bootstrap' ? `tested in ${n} pairs of images` : `of ${n} images that are no pairs`;
  const interval =
    low === null || high === null ? '' : `, 95% interval ${pointsText(low * 100)} to ${pointsText(high * 100)}`;
  return `${verdict} (${how}${interval}).`;
}

/** Intervals that overlap say little of the same images measured twice. */
function overlapWords({ doOverlap }: AccuracyChange): string {
  const verdict = doOverlap ? 'no clear difference, as the intervals overlap' : 'the intervals do not overlap';
  return `${verdict}. Not tested image by image: a comparison of the runs does that.`;
}
