/** @file What a report says of a statement: a finding a source, with the images that speak against it. */
import type { MetricPlan, StatementPlan } from '../language/plan/plan.ts';
import type { Estimate, EvaluationReport, JudgedImage, SourceReport, Verdict } from './evaluation.ts';

export interface Finding {
  /** The data set or recipe; empty when there was none to judge on. */
  readonly source: string;
  readonly held: boolean;
  readonly measured: Estimate;
  /** Why it does not hold, when the number is not the reason: one sentence. */
  readonly reason?: string;
  /** What would have to be otherwise for the statement to hold, the surest judgements first; empty when it holds. */
  readonly against: readonly JudgedImage[];
}

/** In the order of the report's sources. Found by the words, for a kept report may know other places. */
export function findingsOf(
  statement: Pick<StatementPlan, 'text' | 'kind' | 'metric' | 'operator' | 'value'>,
  report: EvaluationReport,
): readonly Finding[] {
  const said = report.statements.filter(({ text, kind }) => text === statement.text && kind === statement.kind);
  const bySource = new Map(said.map((one) => [one.source, one]));
  return [...bySource.values()].map(({ source, held, measured, reason }) => ({
    source,
    held,
    measured,
    ...(reason !== undefined && { reason }),
    against: held ? [] : imagesAgainst(statement, sourceNamed(source, report), report.classes),
  }));
}

/** Of all sources together: one where it does not hold is enough. */
export function outcomeOf(kind: StatementPlan['kind'], findings: readonly Pick<Finding, 'held'>[]): Verdict {
  if (findings.every(({ held }) => held)) return 'passed';
  return kind === 'expect' ? 'failed' : 'needs-review';
}

function sourceNamed(name: string, { sources }: EvaluationReport): SourceReport | undefined {
  return sources.find((source) => source.name === name);
}

/**
 * Of a share that is to be higher: images that it is taken over and that do not count; of one that is to be lower, those
 * that do.
 */
function imagesAgainst(
  { metric, operator, value }: Pick<StatementPlan, 'metric' | 'operator' | 'value'>,
  source: SourceReport | undefined,
  classes: readonly string[],
): readonly JudgedImage[] {
  const { isAbout, counts } = shareOf(metric, { value, classes });
  const isToBeLower = operator === '<=' || operator === '<';
  return (source?.images ?? [])
    .filter((image) => isAbout(image) && counts(image) === isToBeLower)
    .toSorted((a, b) => b.confidence - a.confidence);
}

/** A metric as a share of images: what it is taken over, and what raises it. */
interface Share {
  readonly isAbout: (image: JudgedImage) => boolean;
  readonly counts: (image: JudgedImage) => boolean;
}

interface Asked {
  /** What it is held against. */
  readonly value: number;
  readonly classes: readonly string[];
}

function shareOf(metric: MetricPlan, asked: Asked): Share {
  // The table is keyed by the very name it is read with, which the compiler cannot follow through a union.
  const share = shares[metric.name] as (metric: MetricPlan, asked: Asked) => Share;
  return share(metric, asked);
}

const isRight = ({ actual, predicted }: JudgedImage) => actual === predicted;
const ofAll = (counts: Share['counts']) => (): Share => ({ isAbout: () => true, counts });

/** The member of the union that a name belongs to; several names may share one. */
type MetricNamed<N, M = MetricPlan> = M extends { readonly name: infer Names } ? (N extends Names ? M : never) : never;
type ShareOf<N extends MetricPlan['name']> = (metric: MetricNamed<N>, asked: Asked) => Share;

const shares = {
  accuracy: ofAll(isRight),
  'balanced-accuracy': ofAll(isRight),
  fidelity: ofAll(isRight),
  top5: ofAll(({ rank }) => rank <= 5),
  // Confidence that was not earned.
  'calibration-error': ofAll((image) => !isRight(image)),
  margin: (_, { value }) => ({ isAbout: () => true, counts: (image) => marginOfTruth(image) >= value }),
  'clip-score': (_, { value }) => ({
    isAbout: ({ score }) => typeof score === 'number',
    counts: ({ score }) => typeof score === 'number' && score >= value,
  }),
  recall: (metric, asked) => ({ isAbout: isOf('actual', metric.class, asked), counts: isRight }),
  precision: (metric, asked) => ({ isAbout: isOf('predicted', metric.class, asked), counts: isRight }),
  f1: (metric, asked) => {
    const [isActual, isPredicted] = [isOf('actual', metric.class, asked), isOf('predicted', metric.class, asked)];
    return { isAbout: (image) => isActual(image) || isPredicted(image), counts: isRight };
  },
  confusion: (metric, asked) => ({
    isAbout: isOf('actual', metric.actual, asked),
    counts: isOf('predicted', metric.predicted, asked),
  }),
} satisfies { readonly [N in MetricPlan['name']]: ShareOf<N> };

function isOf(role: 'actual' | 'predicted', name: string, { classes }: Asked): Share['counts'] {
  const index = classes.indexOf(name);
  return (image) => image[role] === index;
}

/** Probability of the true class less that of the likeliest other. */
function marginOfTruth(image: JudgedImage): number {
  return isRight(image) ? image.margin : image.truth - image.confidence;
}
