/** @file Results of tests for a terminal: a line a statement, and below what does not hold its place and its images. */

import { modelName } from '../../../protocol/model-name.ts';
import { counted } from '../../../protocol/texts/figures.ts';
import { measuredText, partsOfStatement } from '../../../protocol/texts/statement-texts.ts';
import { elapsed } from '../../../protocol/texts/times.ts';
import { diagnosticLines, shownPath } from '../../diagnostics.ts';
import { columnsOf, padEnd, printable } from '../../terminal/columns.ts';
import type { Style } from '../../terminal/style.ts';
import { imageLines } from './failing-images.ts';
import type { BrokenFile, PromptTest } from './prompt-tests.ts';
import {
  countsOf,
  type StatementOutcome,
  type StatementResult,
  statementResults,
  type TestReport,
  type TestResult,
} from './test-result.ts';

export interface TestLayout {
  readonly width: number;
  readonly style: Style;
  /** Absolute path; what paths are shown from. */
  readonly workingDirectory: string;
}

const shownImages = 5;

export function testLines(result: TestResult, layout: TestLayout): readonly string[] {
  const results = statementResults(result);
  const width = Math.max(...results.map(({ statement }) => columnsOf(shownStatement(statement.text))));
  return [headLine(result, layout), ...results.flatMap((one) => statementLines(one, width, layout))];
}

function headLine({ test, came }: TestResult, { style }: TestLayout): string {
  const head = style.bold(printable(`${test.name} › ${test.evaluation.name}`));
  if (came.kind !== 'judged') return head;
  const { model } = came.report;
  const judge = `judged by ${modelName(model.spec)} on ${model.provider}`;
  return `${head}  ${style.dim(printable(came.isKept ? `unchanged, ${judge} before` : judge))}`;
}

const marks: {
  readonly [O in StatementOutcome]: { readonly mark: string; readonly paint: keyof Omit<Style, 'shade'> };
} = {
  passed: { mark: '✓', paint: 'green' },
  failed: { mark: '✗', paint: 'red' },
  'needs-review': { mark: '?', paint: 'yellow' },
  broken: { mark: '✗', paint: 'red' },
  'not-run': { mark: '-', paint: 'dim' },
};

function statementLines(result: StatementResult, width: number, layout: TestLayout): readonly string[] {
  const { style } = layout;
  const { statement, outcome, finding } = result;
  const { mark, paint } = marks[outcome];
  const text = padEnd(shownStatement(statement.text), finding ? width : 0);
  const measured = finding
    ? `  ${measuredText(statement.metric, finding.measured)}  ${style.dim(printable(finding.source))}`
    : '';
  const line = `  ${style[paint](mark)} ${text}${measured}`;
  if (outcome === 'passed') return [`${line}  ${style.dim(placeOf(result))}`];
  return [line, `    ${problemLine(result, layout)}`, ...imagesOf(result, layout)];
}

/** As compilers say where something is and what, so that editors find it. */
function problemLine(result: StatementResult, { style }: TestLayout): string {
  const { word, paint } = severities[result.outcome];
  return `${style.bold(placeOf(result))}: ${style[paint](word)}: ${printable(sentenceOf(result))} ${style.dim(`[${result.statement.kind}]`)}`;
}

const severities: {
  readonly [O in StatementOutcome]: { readonly word: string; readonly paint: keyof Omit<Style, 'shade'> };
} = {
  passed: { word: 'information', paint: 'cyan' },
  failed: { word: 'error', paint: 'red' },
  'needs-review': { word: 'warning', paint: 'yellow' },
  broken: { word: 'error', paint: 'red' },
  'not-run': { word: 'information', paint: 'cyan' },
};

/** Why a statement does not hold: `recall(shirt) is 41.7% (n 60, 30.1–54.3%) on holdout, and >= 60% is wanted.` */
export function sentenceOf({ statement, finding, reason }: StatementResult): string {
  if (reason !== undefined) return reason;
  const { metric, wanted } = partsOfStatement(statement.text);
  if (finding === undefined) return `${metric} was not measured.`;
  const measured = measuredText(statement.metric, finding.measured);
  return `${metric} is ${measured} on ${finding.source}, and ${wanted} is wanted.`;
}

function placeOf({ test, statement: { span } }: StatementResult): string {
  return printable(`${nameOf(test, span.file)}:${span.start.line + 1}:${span.start.character + 1}`);
}

/** A statement may stand in a file that the tested one imports. */
function nameOf({ name, evaluation }: PromptTest, file: string): string {
  return file === evaluation.span.file ? name : file;
}

function imagesOf({ statement, finding, test }: StatementResult, layout: TestLayout): readonly string[] {
  if (finding === undefined) return [];
  const { style, workingDirectory } = layout;
  const showPath = (file: string) => shownPath(file, workingDirectory);
  const classes = test.evaluation.classes.map(({ name }) => name);
  const images = imageLines(finding, { metric: statement.metric, classes, most: shownImages, showPath });
  return images.map((line) => `      ${style.dim(printable(line))}`);
}

function shownStatement(text: string): string {
  return printable(text.replace(/\s+/gu, ' '));
}

/** A file that has errors: a mark, then what is wrong with it. */
export function brokenFileLines(broken: BrokenFile, { width, style }: TestLayout): readonly string[] {
  const errors = broken.diagnostics.filter(({ severity }) => severity === 'error');
  return [
    `${style.red('✗')} ${style.bold(printable(broken.name))} has ${counted(errors.length, 'error')}, so nothing of it was tested`,
    ...diagnosticLines({ ...broken, diagnostics: errors }, { width, style }),
  ];
}

const nouns: { readonly [O in StatementOutcome]: string } = {
  passed: 'held',
  failed: 'failed',
  'needs-review': 'to be looked at',
  broken: 'could not be judged',
  'not-run': 'not run',
};

/** `3 held, 1 failed, 1 to be looked at in 2 evaluations (12 s)`. */
export function summaryLine(report: TestReport, style: Style): string {
  const counts = countsOf(report.results);
  const outcomes: readonly StatementOutcome[] = ['passed', 'failed', 'broken', 'needs-review', 'not-run'];
  const parts = outcomes
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => style[marks[outcome].paint](`${counts[outcome]} ${nouns[outcome]}`));
  const files = report.broken.length === 0 ? [] : [style.red(`${counted(report.broken.length, 'file')} with errors`)];
  const judged = counted(report.results.length, 'evaluation');
  const cancelled = report.isCancelled ? 'Cancelled: ' : '';
  return `${cancelled}${[...parts, ...files].join(', ')} in ${judged} (${elapsed(report.milliseconds)})`;
}
