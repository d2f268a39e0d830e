/** @file `vlprompt test --json`. */
import { partsOfStatement } from '../../../protocol/texts/statement-texts.ts';
import { documentPath, documentText } from '../../json/document.ts';
import type { BrokenFile, PromptTests } from './prompt-tests.ts';
import { testId } from './test-filter.ts';
import {
  countsOf,
  exitCodeOf,
  type StatementResult,
  statementResults,
  type TestReport,
  type TestResult,
} from './test-result.ts';

export function testDocument(report: TestReport): string {
  return documentText('vlprompt.test', {
    exitCode: exitCodeOf(report),
    cancelled: report.isCancelled,
    milliseconds: Math.round(report.milliseconds),
    counts: countsOf(report.results),
    files: report.broken.map(brokenBody),
    evaluations: report.results.map(evaluationBody),
  });
}

/** What could be run; nothing was. */
export function testListDocument({ tests, broken }: PromptTests, exitCode: number): string {
  return documentText('vlprompt.test-list', {
    exitCode,
    files: broken.map(brokenBody),
    statements: tests.flatMap(({ name, evaluation, statements }) =>
      statements.map(({ text, kind, span }) => ({
        id: testId({ file: name, evaluation: evaluation.name, statement: text }),
        file: name,
        evaluation: evaluation.name,
        statement: text,
        kind,
        line: span.start.line + 1,
        column: span.start.character + 1,
      })),
    ),
  });
}

function brokenBody({ name, diagnostics }: BrokenFile) {
  return {
    file: name,
    errors: diagnostics
      .filter(({ severity }) => severity === 'error')
      .map(({ code, message, span }) => ({
        code,
        message,
        line: span.start.line + 1,
        column: span.start.character + 1,
      })),
  };
}

function evaluationBody(result: TestResult) {
  const { test, came } = result;
  const judged = came.kind === 'judged' ? came : undefined;
  return {
    file: test.name,
    evaluation: test.evaluation.name,
    key: test.evaluation.key,
    state: came.kind,
    ...(judged && { unchanged: judged.isKept, model: judged.report.model, made: judged.report.made }),
    ...(came.kind === 'broken' && { code: came.failure.code, reason: came.failure.message }),
    ...(came.kind === 'not-run' && { reason: came.reason }),
    statements: statementResults(result).map(statementBody),
  };
}

function statementBody({ test, statement, outcome, finding, reason }: StatementResult) {
  const classes = test.evaluation.classes.map(({ name }) => name);
  return {
    id: testId({ file: test.name, evaluation: test.evaluation.name, statement: statement.text }),
    statement: statement.text,
    kind: statement.kind,
    outcome,
    line: statement.span.start.line + 1,
    column: statement.span.start.character + 1,
    wanted: partsOfStatement(statement.text).wanted,
    ...(reason !== undefined && { reason }),
    ...(finding && {
      source: finding.source,
      measured: finding.measured,
      images: finding.against.map(({ file, actual, predicted, confidence }) => ({
        file: documentPath(file, test.workspace),
        actual: classes[actual],
        predicted: classes[predicted],
        confidence,
      })),
    }),
  };
}
