/** @file What `vlprompt evaluate` prints: for each source its figures, matrix and classes, then the statements. */
import type { EvaluationReport, SourceReport, StatementReport, Verdict } from '../../protocol/evaluation.ts';
import { modelName } from '../../protocol/model-name.ts';
import { estimate, interval } from '../../protocol/texts/estimates.ts';
import { counted, percent } from '../../protocol/texts/figures.ts';
import { statementText } from '../../protocol/texts/statement-texts.ts';
import { imageNoun } from '../../reports/image-noun.ts';
import { analysisLines, pairLines } from './analysis-lines.ts';
import { columnsOf, cut, padEnd, printable } from './columns.ts';
import { matrixLines } from './matrix.ts';
import { noteLines } from './run-summary.ts';
import type { Style } from './style.ts';
import { type TableColumn, tableLines } from './table.ts';

export interface SummaryLayout {
  readonly width: number;
  readonly style: Style;
  readonly showPath: (file: string) => string;
}

export function evaluationSummary(report: EvaluationReport, layout: SummaryLayout): readonly string[] {
  const { style } = layout;
  const judge = `judged by ${modelName(report.model.spec)} on ${report.model.provider}`;
  return [
    `${style.bold(printable(report.evaluation))}  ${style.dim(printable(judge))}`,
    ...report.sources.flatMap((source) => ['', ...sourceSummary(source, report.classes, layout)]),
    ...(report.notes === undefined ? [] : ['', ...noteLines(report.notes, style)]),
    ...(report.statements.length === 0 ? [] : ['', ...statementLines(report.statements, layout)]),
    '',
    verdictLine(report, style),
  ];
}

function sourceSummary(source: SourceReport, classes: readonly string[], layout: SummaryLayout): readonly string[] {
  const { width, style } = layout;
  const title = `${style.bold(style.cyan(printable(source.name)))}  ${counted(source.images.length, imageNoun[source.kind])}`;
  if (source.images.length === 0) return [title, ...skippedLines(source, layout)];
  return [
    title,
    `  accuracy ${style.bold(percent(source.accuracy.value))}${estimate(source.accuracy).slice(percent(source.accuracy.value).length)}`,
    ...analysisLines(source, classes, style),
    ...source.columns
      .filter(({ label }) => label !== '')
      .map(({ label, accuracy }) => `  ${printable(label)}: ${estimate(accuracy)}`),
    '',
    style.dim(cut('  rows: what the image shows; columns: what it was taken for', width)),
    ...matrixLines({ classes, confusion: source.confusion }, width, style),
    '',
    ...classLines(source, classes, style),
    ...pairLines(source, classes),
    ...skippedLines(source, layout),
  ];
}

const classColumns: readonly TableColumn[] = [
  { title: 'class', align: 'start' },
  { title: 'n', align: 'end' },
  { title: 'recall', align: 'end' },
  { title: '95% interval', align: 'start' },
  { title: 'precision', align: 'end' },
  { title: 'F1', align: 'end' },
  { title: 'most often taken for', align: 'start' },
];

function classLines(source: SourceReport, classes: readonly string[], style: Style): readonly string[] {
  const rows = source.perClass.map(({ class: name, recall, precision, f1 }, index) => [
    printable(name),
    String(recall.n),
    percent(recall.value),
    style.dim(interval(recall)),
    percent(precision.value),
    percent(f1.value),
    mistakenFor(source.confusion[index] ?? [], index, classes),
  ]);
  return tableLines(classColumns, rows, style);
}

/** `shirt (12)`: the other class that a class was taken for most often. */
function mistakenFor(counts: readonly number[], actual: number, classes: readonly string[]): string {
  const others = counts.map((number, predicted) => (predicted === actual ? 0 : number));
  const most = Math.max(0, ...others);
  return most === 0 ? '' : `${printable(classes[others.indexOf(most)] ?? '')} (${most})`;
}

const shownSkips = 5;

function skippedLines({ skipped }: SourceReport, { style, showPath }: SummaryLayout): readonly string[] {
  if (skipped.length === 0) return [];
  const shown = skipped
    .slice(0, shownSkips)
    .map(({ file, reason }) => `    ${printable(showPath(file))}: ${printable(reason)}`);
  const rest = skipped.length > shownSkips ? [`    … and ${skipped.length - shownSkips} more`] : [];
  return ['', style.yellow('  not counted:'), ...shown, ...rest];
}

function statementLines(statements: readonly StatementReport[], { style }: SummaryLayout): readonly string[] {
  const text = Math.max(...statements.map((statement) => columnsOf(printable(statementText(statement)))));
  const source = Math.max(...statements.map((statement) => columnsOf(printable(statement.source))));
  return statements.map(
    (statement) =>
      `  ${markOf(statement, style)} ${padEnd(printable(statementText(statement)), text)}  ${style.dim(padEnd(printable(statement.source), source))}  ${estimate(statement.measured)}`,
  );
}

function markOf({ held, kind }: StatementReport, style: Style): string {
  if (held) return style.green('✓');
  return kind === 'expect' ? style.red('✗') : style.yellow('?');
}

function verdictLine({ evaluation, statements, verdict }: EvaluationReport, style: Style): string {
  const name = printable(evaluation);
  if (statements.length === 0) return `${name} was measured; it states nothing that could fail.`;
  return style.bold(verdictTexts[verdict](name, statements, style));
}

type VerdictText = (name: string, statements: readonly StatementReport[], style: Style) => string;

const verdictTexts: { readonly [V in Verdict]: VerdictText } = {
  passed: (name, statements, style) => style.green(`${name} passed: ${heldOf(statements)}.`),
  failed: (name, statements, style) => style.red(`${name} failed: ${heldOf(statements)}.`),
  'needs-review': (name, statements, style) => style.yellow(`${name} needs a human: ${heldOf(statements)}.`),
};

function heldOf(statements: readonly StatementReport[]): string {
  const held = statements.filter((statement) => statement.held).length;
  return `${held} of ${counted(statements.length, 'statement')} held`;
}
