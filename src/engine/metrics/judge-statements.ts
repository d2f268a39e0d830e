/**
 * @file `expect` and `check` against what was measured.
 *
 * Real data is the yardstick: a statement is judged on each data set of `on`, and on drawn images only when `on` names
 * recipes alone. `fidelity`, the share of drawn images judged as prompted, and `clip-score`, their likeness to their own
 * prompts, are about drawn images and so are always judged on each recipe. What no image speaks for does not hold.
 */
import type { ComparisonOperator, MetricPlan, StatementPlan } from '../../language/plan/plan.ts';
import type { Estimate, SourceReport, StatementReport, Verdict } from '../../protocol/evaluation.ts';
import { wilson } from '../../protocol/statistics/wilson.ts';
import { signedMargin } from './margins.ts';
import { percentileOf } from './percentile.ts';
import { confusionShare } from './source-scores.ts';

/** @returns a report a statement and source, in the order written */
export function judgeStatements(
  statements: readonly StatementPlan[],
  classes: readonly string[],
  sources: readonly SourceReport[],
): readonly StatementReport[] {
  return statements.flatMap((statement) => {
    const judgedOn = yardsticks(statement.metric, sources);
    if (judgedOn.length === 0) return [withoutSource(statement)];
    return judgedOn.map((source) => judgeStatement(statement, classes, source));
  });
}

/**
 * Findings of before where the statements stand now: lines move, and are worded anew, without meaning anything else.
 * @param found of these very statements and sources
 */
export function placeStatements(
  found: readonly StatementReport[],
  statements: readonly StatementPlan[],
  sources: readonly SourceReport[],
): readonly StatementReport[] {
  let end = 0;
  return statements.flatMap(({ metric, text, span }) => {
    const start = end;
    end += Math.max(1, yardsticks(metric, sources).length);
    return found.slice(start, end).map((report) => ({ ...report, text, span }));
  });
}

/** A failed `expect` fails, a failed `check` asks for a human. */
export function verdictOf(statements: readonly Pick<StatementReport, 'kind' | 'held'>[]): Verdict {
  const failed = statements.filter((statement) => !statement.held);
  if (failed.some((statement) => statement.kind === 'expect')) return 'failed';
  return failed.length > 0 ? 'needs-review' : 'passed';
}

function yardsticks(metric: MetricPlan, sources: readonly SourceReport[]): readonly SourceReport[] {
  const recipes = sources.filter((source) => source.kind === 'recipe');
  if (isAboutDrawings(metric)) return recipes;
  const data = sources.filter((source) => source.kind === 'data');
  return data.length > 0 ? data : recipes;
}

function isAboutDrawings({ name }: MetricPlan): boolean {
  return name === 'fidelity' || name === 'clip-score';
}

/** Whether images must be held against their own prompts. */
export function needsScores(statements: readonly Pick<StatementPlan, 'metric'>[]): boolean {
  return statements.some(({ metric }) => metric.name === 'clip-score');
}

function judgeStatement(statement: StatementPlan, classes: readonly string[], source: SourceReport): StatementReport {
  const measured = measures[statement.metric.name](statement.metric, classes, source);
  const compared = measured[ends[statement.bound]];
  if (compared === null) return { ...reportOf(statement, source.name, measured, false), reason: noImages(source) };
  return reportOf(statement, source.name, measured, comparisons[statement.operator](compared, statement.value));
}

function withoutSource(statement: StatementPlan): StatementReport {
  const reason = 'This evaluation has no recipe in `on`, so no drawn image was judged; add one.';
  return { ...reportOf(statement, '', wilson(0, 0), false), reason };
}

function noImages(source: SourceReport): string {
  const kind = source.kind === 'data' ? 'data set' : 'recipe';
  return `No image of the ${kind} \`${source.name}\` speaks for it (n = 0); add images, or take the line out.`;
}

function reportOf(statement: StatementPlan, source: string, measured: Estimate, held: boolean): StatementReport {
  const { text, kind, span } = statement;
  return { text, kind, source, held, measured, span };
}

const ends = { value: 'value', lower: 'low', upper: 'high' } as const;

/** Shares are quotients of counts; a difference this small is rounding, not an image. */
const tolerance = 1e-9;

const comparisons: { readonly [O in ComparisonOperator]: (measured: number, wanted: number) => boolean } = {
  '>=': (measured, wanted) => measured >= wanted - tolerance,
  '<=': (measured, wanted) => measured <= wanted + tolerance,
  '>': (measured, wanted) => measured > wanted + tolerance,
  '<': (measured, wanted) => measured < wanted - tolerance,
  '=': (measured, wanted) => Math.abs(measured - wanted) <= tolerance,
};

type Measure = (metric: MetricPlan, classes: readonly string[], source: SourceReport) => Estimate;

const measures: { readonly [N in MetricPlan['name']]: Measure } = {
  accuracy: (_metric, _classes, source) => source.accuracy,
  'balanced-accuracy': (_metric, _classes, source) => source.balancedAccuracy,
  top5: (_metric, _classes, source) => source.top5,
  fidelity: (_metric, _classes, source) => source.accuracy,
  'calibration-error': (_metric, _classes, source) => source.analysis.calibration.error,
  margin: percentile(({ images }) => images.map(signedMargin)),
  'clip-score': percentile(({ images }) => images.flatMap(({ score }) => score ?? []), 'cosine'),
  recall: ofClass('recall'),
  precision: ofClass('precision'),
  f1: ofClass('f1'),
  confusion: (metric, classes, source) => {
    if (metric.name !== 'confusion') return wilson(0, 0);
    return confusionShare(source.confusion, classes.indexOf(metric.actual), classes.indexOf(metric.predicted));
  },
};

function percentile(valuesOf: (source: SourceReport) => readonly number[], unit?: Estimate['unit']): Measure {
  return (metric, _classes, source) =>
    'percentile' in metric ? percentileOf(valuesOf(source), metric.percentile, unit) : wilson(0, 0);
}

function ofClass(number: 'recall' | 'precision' | 'f1'): Measure {
  return (metric, _classes, source) => {
    const report = 'class' in metric ? source.perClass.find((one) => one.class === metric.class) : undefined;
    return report?.[number] ?? wilson(0, 0);
  };
}
