/** @file Who reviews, how far each has come, and how far they agree. */
import type { ClassedKappa, ReviewerProgress, TeamAgreement } from '../../protocol/agreement.ts';
import type { Estimate } from '../../protocol/evaluation.ts';
import { printable } from './columns.ts';
import type { Style } from './style.ts';
import { type TableColumn, tableLines } from './table.ts';

const progressColumns: readonly TableColumn[] = [
  { title: 'reviewer', align: 'start' },
  { title: 'kept', align: 'end' },
  { title: 'rejected', align: 'end' },
  { title: 'left', align: 'end' },
  { title: 'seconds each', align: 'end' },
];

export function reviewerLines(reviewers: readonly ReviewerProgress[], style: Style): readonly string[] {
  const rows = reviewers.map(({ reviewer, kept, rejected, left, medianMs }) => [
    printable(reviewer),
    `${kept}`,
    `${rejected}`,
    `${left}`,
    medianMs === null ? '' : (medianMs / 1000).toFixed(1),
  ]);
  return rows.length === 0 ? [] : ['', ...tableLines(progressColumns, rows, style)];
}

const kappaColumns: readonly TableColumn[] = [
  { title: 'agreement on', align: 'start' },
  { title: 'of', align: 'start' },
  { title: 'kappa', align: 'end' },
  { title: '95%', align: 'end' },
  { title: 'images', align: 'end' },
];

/** All together first (Fleiss), then each two (Cohen). */
export function agreementLines(agreement: TeamAgreement | null, style: Style): readonly string[] {
  if (agreement === null) return [];
  const { labels, pairs } = agreement;
  const rows = [
    ...kappaRows('keep or reject', agreement),
    ...(labels === null ? [] : kappaRows('class', labels)),
    ...pairs.flatMap(({ reviewers, verdicts, labels: named }) => [
      kappaRow('keep or reject', reviewers.join(' and '), verdicts),
      ...(named === null ? [] : [kappaRow('class', reviewers.join(' and '), named)]),
    ]),
  ];
  return ['', ...tableLines(kappaColumns, rows, style)];
}

function kappaRows(on: string, kappa: ClassedKappa): readonly (readonly string[])[] {
  const perClass = kappa.perClass.map((each) => kappaRow(on, each.class, each.kappa));
  return [kappaRow(on, 'all', kappa), ...(perClass.length > 1 ? perClass : [])];
}

/** A dash where chance explains everything: all is kept, or all is rejected. */
function kappaRow(on: string, of: string, { value, low, high, n }: Estimate): readonly string[] {
  const interval = low === null || high === null ? '' : `${low.toFixed(2)} to ${high.toFixed(2)}`;
  return [on, printable(of), value === null ? '–' : value.toFixed(2), interval, `${n}`];
}
