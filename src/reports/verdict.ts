/** @file What several evaluations say taken together. */
import type { EvaluationReport, Verdict } from '../protocol/evaluation.ts';

const byGravity = ['failed', 'needs-review'] as const satisfies readonly Verdict[];

/** The worst of all: a failed `expect`, then a failed `check`. */
export function verdictOf(evaluated: readonly { readonly report: EvaluationReport }[]): Verdict {
  const verdicts = evaluated.map(({ report }) => report.verdict);
  return byGravity.find((verdict) => verdicts.includes(verdict)) ?? 'passed';
}
