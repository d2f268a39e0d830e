/** @file `expect accuracy >= 85% on lower bound` → plain data. */
import { type PromptDocument, spanOf } from '../document.ts';
import { onOneLine } from '../format/spacing.ts';
import type { Judgement, Metric } from '../generated/ast.ts';
import { percentileOf } from '../settings/metrics.ts';
import { operandsOfAtom } from '../settings/operand.ts';
import { placeOf } from '../tree/places.ts';
import type { ComparisonOperator, MetricPlan, StatementPlan } from './plan.ts';

/** None when it is incomplete or of a later version. */
export function planStatement(document: PromptDocument, judgement: Judgement): StatementPlan[] {
  const metric = judgement.metric && planMetric(judgement.metric);
  const operator = comparisonOf(judgement);
  const value = thresholdOf(document, judgement);
  if (metric === undefined || operator === undefined || value === undefined) return [];
  const at = placeOf(judgement);
  const text = onOneLine(document.text.slice(at.start, at.end));
  return [
    { kind: judgement.kind, metric, operator, value, bound: boundOf(judgement), text, span: spanOf(document, at) },
  ];
}

const comparisons: ReadonlySet<string> = new Set<ComparisonOperator>(['>=', '<=', '>', '<', '=']);

export function comparisonOf({ operator }: Judgement): ComparisonOperator | undefined {
  return operator !== undefined && comparisons.has(operator) ? (operator as ComparisonOperator) : undefined;
}

/** A ratio. */
export function thresholdOf(document: PromptDocument, { value }: Judgement): number | undefined {
  const [operand] = value ? operandsOfAtom(document, value) : [];
  return operand?.kind === 'percent' || operand?.kind === 'number' ? operand.value : undefined;
}

export function boundOf({ bound }: Judgement): StatementPlan['bound'] {
  return bound === 'lower' || bound === 'upper' ? bound : 'value';
}

type Planner = (metric: Metric) => MetricPlan | undefined;

const ofClass =
  (name: 'recall' | 'precision' | 'f1'): Planner =>
  ({ argument }) =>
    argument === undefined ? undefined : { name, class: argument };

const percentile =
  (name: 'margin' | 'clip-score'): Planner =>
  ({ argument }) => {
    const share = argument === undefined ? undefined : percentileOf(argument);
    return share === undefined ? undefined : { name, percentile: share };
  };

const planners: { readonly [K in MetricPlan['name']]: Planner } = {
  accuracy: () => ({ name: 'accuracy' }),
  'balanced-accuracy': () => ({ name: 'balanced-accuracy' }),
  top5: () => ({ name: 'top5' }),
  fidelity: () => ({ name: 'fidelity' }),
  'calibration-error': () => ({ name: 'calibration-error' }),
  margin: percentile('margin'),
  'clip-score': percentile('clip-score'),
  recall: ofClass('recall'),
  precision: ofClass('precision'),
  f1: ofClass('f1'),
  confusion: ({ argument: actual, predicted }) =>
    actual === undefined || predicted === undefined ? undefined : { name: 'confusion', actual, predicted },
};

function planMetric(metric: Metric): MetricPlan | undefined {
  return Object.hasOwn(planners, metric.name) ? planners[metric.name as MetricPlan['name']](metric) : undefined;
}
