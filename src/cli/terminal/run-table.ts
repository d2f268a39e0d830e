/** @file What `vlprompt runs` prints. */
import { estimate, percent } from '../../protocol/figures.ts';
import type { RunOutcome, RunSummary } from '../../protocol/runs.ts';
import { printable } from './columns.ts';
import type { Style } from './style.ts';
import { type TableColumn, tableLines } from './table.ts';

const tableColumns: readonly TableColumn[] = [
  { title: 'run', align: 'start' },
  { title: '', align: 'start' },
  { title: 'what', align: 'start' },
  { title: 'file', align: 'start' },
  { title: 'ended', align: 'start' },
  { title: 'images', align: 'end' },
  { title: 'drawn', align: 'end' },
  { title: 'accuracy', align: 'end' },
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
    ['goes on with', run.resumes],
    ['gone on with by', run.resumedBy],
    ['kept', marksOf(run) === '' ? undefined : run.isBaseline ? 'as the baseline' : 'pinned'],
    ['note', run.note === undefined ? undefined : printable(run.note)],
  ];
  const lines = facts.flatMap(([name, fact]) => (fact === undefined ? [] : [`  ${style.dim(name)} ${fact}`]));
  return [`${style.bold(printable(run.name))}  ${style.dim(`${kinds[run.kind]} ${run.id}`)}`, ...lines];
}

const kinds: { readonly [K in RunSummary['kind']]: string } = { draw: 'drawn by', evaluate: 'evaluated by' };

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
    accuracy === undefined ? '' : percent(accuracy.accuracy.value),
    printable(run.note ?? ''),
  ];
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
  if (resumedBy !== undefined) return style.dim('interrupted, gone on with');
  const said =
    verdict === undefined || verdict === 'passed'
      ? ''
      : `, ${verdict === 'failed' ? 'expect failed' : 'needs a human'}`;
  return `${outcomes[outcome](style)}${said}`;
}
