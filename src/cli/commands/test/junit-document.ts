/**
 * @file `--junit`: results as most systems for CI read them. Valid by the schema of Jenkins' xUnit plugin
 * (junit-10.xsd), which knows properties of a suite alone; those of a test stand in its output as `[[PROPERTY|…]]`, and its
 * images as `[[ATTACHMENT|…]]`, which is what GitLab, Jenkins and others look for.
 *
 * JUnit knows no test that asks for a look: a `check` that does not hold is skipped, with the reason.
 */

import type { Estimate } from '../../../protocol/evaluation.ts';
import { modelName } from '../../../protocol/model-name.ts';
import { shownPath } from '../../diagnostics.ts';
import { printable } from '../../terminal/columns.ts';
import { imageLines } from './failing-images.ts';
import type { BrokenFile } from './prompt-tests.ts';
import { sentenceOf } from './test-lines.ts';
import {
  type StatementOutcome,
  type StatementResult,
  statementResults,
  type TestReport,
  type TestResult,
} from './test-result.ts';
import { element, type Xml, xmlDocument } from './xml.ts';

const attachedImages = 20;

/** @param workingDirectory absolute path; files are named from there */
export function junitDocument(report: TestReport, workingDirectory: string): string {
  const suites = [
    ...report.broken.map(brokenSuite),
    ...report.results.map((result) => suiteOf(result, workingDirectory)),
  ];
  const sum = (count: (suite: Suite) => number) => suites.reduce((total, suite) => total + count(suite), 0);
  const attributes = {
    name: 'vlprompt',
    tests: sum(({ cases }) => cases.length),
    failures: sum((suite) => countOf(suite, 'failure')),
    errors: sum((suite) => countOf(suite, 'error')),
    time: seconds(report.milliseconds),
  };
  return xmlDocument(element('testsuites', attributes, suites.map(suiteElement)));
}

interface Suite {
  readonly name: string;
  readonly milliseconds: number;
  /** ISO 8601, to the second. */
  readonly timestamp?: string;
  readonly properties: readonly (readonly [string, string])[];
  readonly cases: readonly Case[];
}

interface Case {
  readonly name: string;
  readonly classname: string;
  /** Absent: it passed. */
  readonly ending?: { readonly kind: Ending; readonly type: string; readonly message: string; readonly detail: string };
  readonly output: readonly string[];
}

type Ending = 'failure' | 'error' | 'skipped';

const endings: { readonly [O in StatementOutcome]: Ending | undefined } = {
  passed: undefined,
  failed: 'failure',
  'needs-review': 'skipped',
  broken: 'error',
  'not-run': 'skipped',
};

function suiteElement(suite: Suite): Xml {
  const { name, milliseconds, timestamp, properties, cases } = suite;
  const attributes = {
    name,
    tests: cases.length,
    failures: countOf(suite, 'failure'),
    errors: countOf(suite, 'error'),
    skipped: countOf(suite, 'skipped'),
    time: seconds(milliseconds),
    timestamp,
  };
  const told = properties.map(([key, value]) => element('property', { name: key, value }));
  return element('testsuite', attributes, [
    ...(told.length > 0 ? [element('properties', {}, told)] : []),
    ...cases.map((one) => caseElement(one, milliseconds / cases.length)),
  ]);
}

function caseElement({ name, classname, ending, output }: Case, milliseconds: number): Xml {
  const { kind, type, message, detail } = ending ?? {};
  return element('testcase', { name, classname, time: seconds(milliseconds) }, [
    ...(kind === undefined ? [] : [element(kind, { type, message }, [detail ?? ''])]),
    ...(output.length > 0 ? [element('system-out', {}, [output.join('\n')])] : []),
  ]);
}

function countOf({ cases }: Suite, kind: Ending): number {
  return cases.filter(({ ending }) => ending?.kind === kind).length;
}

function suiteOf(result: TestResult, workingDirectory: string): Suite {
  const { test, came } = result;
  const results = statementResults(result);
  const cases = results.map((one) => caseOf(one, workingDirectory));
  const name = `${test.name} › ${test.evaluation.name}`;
  if (came.kind !== 'judged') return { name, milliseconds: 0, properties: [], cases };
  const { model, made, milliseconds } = came.report;
  return {
    name,
    milliseconds: came.isKept ? 0 : milliseconds,
    timestamp: made.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length),
    properties: [
      ['model', modelName(model.spec)],
      ['model digest', model.digest],
      ['provider', model.provider],
      ['unchanged', String(came.isKept)],
      ...results.flatMap((one) => measuredOf(one).map(([key, value]) => [`${nameOf(one)}: ${key}`, value] as const)),
    ],
    cases,
  };
}

function caseOf(result: StatementResult, workingDirectory: string): Case {
  const { test, statement, outcome } = result;
  const kind = endings[outcome];
  const images = imagesOf(result, workingDirectory);
  const place = `${test.name}:${statement.span.start.line + 1}:${statement.span.start.character + 1}`;
  const message = sentenceOf(result);
  return {
    name: nameOf(result),
    classname: `${test.name}.${test.evaluation.name}`,
    ...(kind && { ending: { kind, type: statement.kind, message, detail: outputLines([place, message, ...images]) } }),
    output: [
      ...measuredOf(result).map(([key, value]) => `[[PROPERTY|${key}=${value}]]`),
      outputLines(images),
      ...attachmentsOf(result),
    ].filter((line) => line !== ''),
  };
}

function nameOf({ statement, finding }: StatementResult): string {
  const text = statement.text.replace(/\s+/gu, ' ');
  return finding === undefined || finding.source === '' ? text : `${text} [${finding.source}]`;
}

function measuredOf({ finding }: StatementResult): readonly (readonly [string, string])[] {
  if (finding === undefined) return [];
  const { value, n, low, high, method } = finding.measured;
  const numbers: Partial<Estimate> = { value, n, low, high, method };
  return Object.entries(numbers).flatMap(([key, number]) => (number === null ? [] : [[key, String(number)] as const]));
}

function imagesOf({ statement, finding, test }: StatementResult, workingDirectory: string): readonly string[] {
  if (finding === undefined) return [];
  const classes = test.evaluation.classes.map(({ name }) => name);
  const showPath = (file: string) => shownPath(file, workingDirectory);
  return imageLines(finding, { metric: statement.metric, classes, most: attachedImages, showPath });
}

/** Names that files and classes have must not read as attachments: systems for CI would publish what they name. */
function outputLines(lines: readonly string[]): string {
  return lines.map((line) => printable(line).replaceAll('[[', '[ [')).join('\n');
}

function attachmentsOf({ finding }: StatementResult): readonly string[] {
  const files = (finding?.against ?? []).slice(0, attachedImages).map(({ file }) => file);
  return files.filter((file) => outputLines([file]) === file && !file.includes(']]')).map(attachment);
}

function attachment(file: string): string {
  return `[[ATTACHMENT|${file}]]`;
}

function brokenSuite({ name, diagnostics }: BrokenFile): Suite {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const cases = errors.map(({ code, message, span: { start } }): Case => {
    const detail = `${name}:${start.line + 1}:${start.character + 1}: ${message}`;
    return {
      name: `${code} at line ${start.line + 1}`,
      classname: name,
      ending: { kind: 'error', type: code, message, detail },
      output: [],
    };
  });
  return { name, milliseconds: 0, properties: [], cases };
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
