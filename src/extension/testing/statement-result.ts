/** @file What the last report says of a statement as it now stands in the editor. */
import type { StatementPlan } from '../../language/plan/plan.ts';
import type { Estimate, EvaluationReport, Verdict } from '../../protocol/evaluation.ts';
import { type Finding, findingsOf, outcomeOf } from '../../protocol/statement-findings.ts';
import { measuredText, partsOfStatement } from '../../protocol/texts/statement-texts.ts';
import type { EvaluationState } from '../boards/evaluation-state.ts';

export interface StatementResult {
  readonly statement: StatementPlan;
  /** Of all sources together. */
  readonly outcome: Verdict;
  /** The words or the images have changed since; the numbers are of before. */
  readonly isStale: boolean;
  /** At least one. */
  readonly findings: readonly Finding[];
  /** ISO 8601. */
  readonly made: string;
}

/** Undefined when nothing was ever measured of it. */
export function statementResult(
  statement: StatementPlan,
  { report, isStale }: Pick<EvaluationState, 'report' | 'isStale'>,
): StatementResult | undefined {
  if (report === undefined) return undefined;
  const findings = findingsOf(statement, report);
  if (findings.length > 0)
    return { statement, outcome: outcomeOf(statement.kind, findings), isStale, findings, made: report.made };
  const before = measuredBefore(statement, report);
  return before.length === 0
    ? undefined
    : { statement, outcome: 'passed', isStale: true, findings: before, made: report.made };
}

/** The same number, measured when something else was wanted of it. */
function measuredBefore({ text }: StatementPlan, report: EvaluationReport): readonly Finding[] {
  const { metric } = partsOfStatement(text);
  const alike = report.statements.filter((one) => partsOfStatement(one.text).metric === metric);
  const bySource = new Map<string, Estimate>(alike.map(({ source, measured }) => [source, measured]));
  return [...bySource].map(([source, measured]) => ({ source, measured, held: true, against: [] }));
}

/** `86.2% (n 600, 83.2–88.9%)`; of several sources, each with its name. */
export function measuredOnAll({ statement, findings }: StatementResult): string {
  const texts = findings.map(({ source, measured }) => {
    const text = measuredText(statement.metric, measured);
    return findings.length === 1 ? text : `${text} on ${source}`;
  });
  return texts.join(' · ');
}

/** Why it does not hold on a source: `recall(shirt) on holdout is 41.7% (n 60, 30.1–54.3%), wanted >= 60%`. */
export function sentenceOf(statement: StatementPlan, { source, measured, reason }: Finding): string {
  if (reason !== undefined) return reason;
  const { metric, wanted } = partsOfStatement(statement.text);
  return `${metric} on ${source} is ${measuredText(statement.metric, measured)}, wanted ${wanted}`;
}
