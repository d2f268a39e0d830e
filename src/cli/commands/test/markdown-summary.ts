/** @file `--markdown`: a summary for a pull request, and for what GitHub Actions shows of a step. */

import { modelName } from '../../../protocol/model-name.ts';
import { counted } from '../../../protocol/texts/figures.ts';
import { evidence, figure, partsOfStatement } from '../../../protocol/texts/statement-texts.ts';
import { elapsed } from '../../../protocol/texts/times.ts';
import { shownPath } from '../../diagnostics.ts';
import { printable } from '../../terminal/columns.ts';
import { plainStyle } from '../../terminal/style.ts';
import { imageLines } from './failing-images.ts';
import { sentenceOf, summaryLine } from './test-lines.ts';
import {
  exitCodeOf,
  type StatementOutcome,
  type StatementResult,
  statementResults,
  type TestReport,
  type TestResult,
} from './test-result.ts';

const listedImages = 10;

const marks: { readonly [O in StatementOutcome]: string } = {
  passed: '✅',
  failed: '❌',
  'needs-review': '👀',
  broken: '❌',
  'not-run': '⏸️',
};

const titles: Readonly<Record<number, string>> = {
  0: '✅ Prompts hold what they state',
  1: '❌ Prompts do not hold what they state',
  2: '👀 Prompts need a human',
  3: '⏸️ The test of the prompts was cancelled',
};

/** @param workingDirectory absolute path; files are named from there */
export function markdownSummary(report: TestReport, workingDirectory: string): string {
  const blocks = [
    `## ${titles[exitCodeOf(report)] ?? titles[1]}`,
    `${summaryLine(report, plainStyle)}.`,
    ...report.broken.map(({ name, diagnostics }) => brokenBlock(name, diagnostics)),
    ...report.results.map((result) => testBlock(result, workingDirectory)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function testBlock(result: TestResult, workingDirectory: string): string {
  const results = statementResults(result);
  const lines = [
    `### ${inText(result.test.name)} › ${inText(result.test.evaluation.name)}`,
    '',
    '| | statement | on | measured | 95% interval | wanted | line |',
    '|---|---|---|---:|---|---|---:|',
    ...results.map(row),
    ...judgeLines(result),
    ...results
      .filter(({ finding }) => finding && finding.against.length > 0)
      .flatMap((one) => imageBlock(one, workingDirectory)),
    ...results
      .flatMap(({ reason }) => (reason === undefined ? [] : [reason]))
      .filter(isFirst)
      .flatMap((reason) => ['', inText(reason)]),
  ];
  return lines.join('\n');
}

function isFirst(text: string, index: number, all: readonly string[]): boolean {
  return all.indexOf(text) === index;
}

function row({ statement, outcome, finding }: StatementResult): string {
  const { metric, wanted } = partsOfStatement(statement.text);
  const { measured, source = '' } = finding ?? {};
  const cells = [
    marks[outcome],
    `${statement.kind} ${metric}`,
    source,
    measured ? figure(statement.metric, measured.value) : '',
    measured ? evidence(statement.metric, measured) : '',
    wanted,
    String(statement.span.start.line + 1),
  ];
  return `| ${cells.map(inText).join(' | ')} |`;
}

function judgeLines({ came }: TestResult): readonly string[] {
  if (came.kind !== 'judged') return [];
  const { model, milliseconds, made } = came.report;
  const when = came.isKept ? `unchanged since ${made}` : `in ${elapsed(milliseconds)}`;
  return [
    '',
    inText(`Judged by ${modelName(model.spec)} (${model.digest.slice(0, 12)}) on ${model.provider}, ${when}.`),
  ];
}

function imageBlock(result: StatementResult, workingDirectory: string): readonly string[] {
  const { finding, statement, test } = result;
  if (finding === undefined) return [];
  const classes = test.evaluation.classes.map(({ name }) => name);
  const showPath = (file: string) => shownPath(file, workingDirectory);
  const images = imageLines(finding, { metric: statement.metric, classes, most: listedImages, showPath });
  const summary = `${sentenceOf(result)} Against it: ${counted(finding.against.length, 'image')}`;
  return [
    '',
    `<details><summary>${inText(summary)}</summary>`,
    '',
    ...images.map((line) => `- ${inText(line)}`),
    '',
    '</details>',
  ];
}

function brokenBlock(
  name: string,
  diagnostics: readonly {
    readonly severity: string;
    readonly message: string;
    readonly span: { readonly start: { readonly line: number } };
  }[],
): string {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const lines = errors.map(({ message, span }) => `- line ${span.start.line + 1}: ${inText(message)}`);
  return [`### ❌ ${inText(name)} has ${counted(errors.length, 'error')}`, '', ...lines].join('\n');
}

/** Names and sentences are text, whatever they hold: neither markup, nor HTML, nor the end of a cell. */
function inText(text: string): string {
  return printable(text)
    .replace(/&/gu, '&amp;')
    .replace(/</gu, '&lt;')
    .replace(/>/gu, '&gt;')
    .replace(/[\\`*_{}[\]|#~@!$]/gu, (character) => `&#${character.charCodeAt(0)};`);
}
