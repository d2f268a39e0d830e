/** @file What became of each test, and of each of its statements. */
import type { StatementPlan } from '../../../language/plan/plan.ts';
import type { EvaluationReport, Verdict } from '../../../protocol/evaluation.ts';
import type { Failure } from '../../../protocol/failure.ts';
import { type Finding, findingsOf, outcomeOf } from '../../../protocol/statement-findings.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import type { BrokenFile, PromptTest } from './prompt-tests.ts';

export interface TestResult {
  readonly test: PromptTest;
  readonly came: WhatCame;
}

export type WhatCame =
  /** `isKept`: by an earlier run, from a report that still holds. */
  | { readonly kind: 'judged'; readonly report: EvaluationReport; readonly isKept: boolean }
  /** It could not be judged. */
  | { readonly kind: 'broken'; readonly failure: Failure }
  /** @param reason one sentence */
  | { readonly kind: 'not-run'; readonly reason: string };

/** A statement on one source; of one that was not judged, without a finding. */
export interface StatementResult {
  readonly test: PromptTest;
  readonly statement: StatementPlan;
  readonly outcome: StatementOutcome;
  readonly isKept: boolean;
  readonly finding?: Finding;
  /** Why there is no number, in one sentence. */
  readonly reason?: string;
}

/** `broken`: it could not be judged, which fails like an `expect` that does not hold. */
export type StatementOutcome = Verdict | 'broken' | 'not-run';

/** In the order of the file; a statement that is judged on several sources has a result for each. */
export function statementResults({ test, came }: TestResult): readonly StatementResult[] {
  return test.statements.flatMap((statement): readonly StatementResult[] => {
    if (came.kind !== 'judged') return [{ test, statement, ...withoutFinding(came) }];
    return findingsOf(statement, came.report).map((finding) => ({
      test,
      statement,
      outcome: outcomeOf(statement.kind, [finding]),
      isKept: came.isKept,
      finding,
      ...(finding.reason !== undefined && { reason: finding.reason }),
    }));
  });
}

function withoutFinding(came: Exclude<WhatCame, { readonly kind: 'judged' }>) {
  const reason = came.kind === 'broken' ? came.failure.message : came.reason;
  return { outcome: came.kind, isKept: false, reason };
}

export type TestCounts = { readonly [O in StatementOutcome]: number };

export function countsOf(results: readonly TestResult[]): TestCounts {
  const counts = { passed: 0, failed: 0, 'needs-review': 0, broken: 0, 'not-run': 0 };
  for (const { outcome } of results.flatMap(statementResults)) counts[outcome]++;
  return counts;
}

/** All that a run of tests found, for those who write it down. */
export interface TestReport {
  readonly results: readonly TestResult[];
  readonly broken: readonly BrokenFile[];
  readonly isCancelled: boolean;
  /** Wall time. */
  readonly milliseconds: number;
}

export function exitCodeOf({ results, broken, isCancelled }: TestReport): ExitCode {
  if (isCancelled) return exitCodes.testsCancelled;
  const counts = countsOf(results);
  if (broken.length + counts.failed + counts.broken > 0) return exitCodes.failed;
  return counts['needs-review'] > 0 ? exitCodes.needsReview : exitCodes.passed;
}

/** Of all statements of a test together. */
export function outcomeOfTest(result: TestResult): StatementOutcome {
  const outcomes = statementResults(result).map(({ outcome }) => outcome);
  return byGravity.find((outcome) => outcomes.includes(outcome)) ?? 'passed';
}

const byGravity = ['broken', 'failed', 'not-run', 'needs-review'] as const satisfies readonly StatementOutcome[];
