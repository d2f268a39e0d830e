/** @file What `vlprompt runs` prints. */

import type { Estimate } from '../../protocol/evaluation.ts';
import type { RunOutcome, RunSummary } from '../../protocol/runs.ts';
import { estimate, interval } from '../../protocol/texts/estimates.ts';
import { percent } from '../../protocol/texts/figures.ts';
import { columnsOf, padEnd, printable } from './columns.ts';
import type { Style } from './style.ts';
import { type TableColumn, tableLines } from './table.ts';

const tableColumns: readonly TableColumn[] = [
  { title: 'run', align: 'start' },
  { title: '', align: 'start' },
  { title: 'what', align: 'start' },
  { title: 'file', align: 'start' },
  { title: 'outcome', align: 'start' },
  { title: 'images', align: 'end' },
  { title: 'drawn', align: 'end' },
  { title: 'accuracy', align: 'start' },
  { title: 'note', align: 'start' },
];

/** A line a run; `*` marks what is pinned, `=` a baseline. */
export function runLines(runs: readonly RunSummary[], style: Style): readonly string[] {
  return tableLines(
    tableColumns,
    runs.map((run) => rowOf(run, style)),
    style,
  );
}

/** Of one run, a fact a line. */
export function runDetails(run: RunSummary, style: Style): readonly string[] {
  const { total, drawn, reused, failed } = run.images;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['file', printable(run.file)],
    ['started', run.started],
    ['ended', run.ended],
    ['outcome', `${outcomeOf(run, style)}${run.reason === undefined ? '' : `: ${printable(run.reason)}`}`],
    ['images', `${total}: ${drawn} drawn, ${reused} reused, ${failed} failed`],
    ...(run.accuracies ?? []).map(
      ({ source, accuracy }) => [`accuracy on ${printable(source)}`, estimate(accuracy)] as const,
    ),
    ['resumes', run.resumes],
    ['resumed by', run.resumedBy],
    ['kept', marksOf(run) === '' ? undefined : run.isBaseline ? 'as the baseline' : 'pinned'],
    ['note', run.note === undefined ? undefined : printable(run.note)],
  ];
  const told = facts.flatMap(([name, fact]) => (fact === undefined ? [] : [[name, fact] as const]));
  const width = Math.max(...told.map(([name]) => columnsOf(name)));
  const lines = told.map(([name, fact]) => `  ${style.dim(padEnd(name, width))}  ${fact}`);
  return [`${style.bold(printable(run.name))}  ${style.dim(`${run.kind} ${run.id}`)}`, ...lines];
}

function rowOf(run: RunSummary, style: Style): readonly string[] {
  const [accuracy] = run.accuracies ?? [];
  return [
    run.id,
    marksOf(run),
    `${run.kind} ${printable(run.name)}`,
    printable(run.file),
    outcomeOf(run, style),
    String(run.images.total),
    String(run.images.drawn),
    accuracy === undefined ? '' : shortEstimate(accuracy.accuracy),
    printable(run.note ?? ''),
  ];
}

/** `96.7% (n 300, 94.0–98.2%)`. */
function shortEstimate(measured: Estimate): string {
  const range = interval(measured);
  return `${percent(measured.value)} (n ${measured.n}${range === '' ? '' : `, ${range}`})`;
}

function marksOf({ isPinned, isBaseline }: RunSummary): string {
  return isBaseline ? '=' : isPinned ? '*' : '';
}

const outcomes: { readonly [O in RunOutcome]: (style: Style) => string } = {
  running: (style) => style.cyan('running'),
  interrupted: (style) => style.yellow('interrupted'),
  done: () => 'done',
  cancelled: (style) => style.dim('cancelled'),
  failed: (style) => style.red('failed'),
};

function outcomeOf({ outcome, verdict, resumedBy }: RunSummary, style: Style): string {
  if (resumedBy !== undefined) return style.dim('interrupted, resumed');
  const said =
    verdict === undefined || verdict === 'passed'
      ? ''
      : `, ${verdict === 'failed' ? 'expect failed' : 'needs a human'}`;
  return `${outcomes[outcome](style)}${said}`;
}
