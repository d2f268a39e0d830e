/** @file What becomes of images, counted by class and one by one. */
import { type CurationSample, type CurationState, type Fate, fates } from '../../protocol/curation.ts';
import { counted } from '../../protocol/texts/figures.ts';
import { printable } from './columns.ts';
import type { Style } from './style.ts';
import { type TableColumn, tableLines } from './table.ts';
import { agreementLines, reviewerLines } from './team-table.ts';

const titles: { readonly [F in Fate]: string } = {
  kept: 'kept',
  passed: 'passed',
  waiting: 'waiting',
  disputed: 'disputed',
  rejected: 'rejected',
  'ruled-out': 'ruled out',
};

const countColumns: readonly TableColumn[] = [
  { title: 'class', align: 'start' },
  ...fates.map((fate) => ({ title: titles[fate], align: 'end' as const })),
  { title: 'all', align: 'end' },
];

export function curationLines(
  { name, samples, missing, agreement, reviewers, blindTo, notes }: CurationState,
  style: Style,
): readonly string[] {
  const isIn = ({ fate }: CurationSample) => fate === 'kept' || fate === 'passed';
  const classes = [...new Set(samples.map((sample) => sample.class ?? ''))];
  const rows = [
    ...classes.map((each) =>
      countRow(
        each,
        samples.filter((sample) => (sample.class ?? '') === each),
      ),
    ),
    ...(classes.length > 1 ? [countRow('all', samples)] : []),
  ];
  return [
    `${style.bold(printable(name))}: ${samples.filter(isIn).length} of ${counted(samples.length, 'image')} pass rules and decisions${missing === 0 ? '' : `; ${counted(missing, 'image')} not drawn yet`}`,
    ...(samples.length === 0 ? [] : ['', ...tableLines(countColumns, rows, style)]),
    ...reviewerLines(reviewers, style),
    ...agreementLines(agreement, style),
    ...(blindTo === undefined
      ? []
      : ['', `Only what ${printable(blindTo)} says: the review is blind until all is decided.`]),
    ...notes.map((note) => `${style.yellow('!')} ${printable(note)}`),
  ];
}

/** Zeros are left out, so that what is there is seen. */
function countRow(title: string, samples: readonly CurationSample[]): readonly string[] {
  const counts = fates.map((fate) => samples.filter((sample) => sample.fate === fate).length);
  return [printable(title), ...counts.map((count) => (count === 0 ? '' : String(count))), String(samples.length)];
}

const sampleColumns: readonly TableColumn[] = [
  { title: 'becomes', align: 'start' },
  { title: 'class', align: 'start' },
  { title: 'score', align: 'end' },
  { title: 'kept by', align: 'start' },
  { title: 'rejected by', align: 'start' },
  { title: 'why', align: 'start' },
  { title: 'file', align: 'start' },
];

/** @param showPath how a file is shown to people */
export function sampleLines(
  samples: readonly CurationSample[],
  showPath: (file: string) => string,
  style: Style,
): readonly string[] {
  const rows = samples.map((sample) => [
    titles[sample.fate],
    printable(sample.class ?? ''),
    sample.score?.toFixed(3) ?? '',
    printable(sample.keptBy.join(', ')),
    printable(sample.rejectedBy.join(', ')),
    printable(sample.why.join(', ')),
    printable(showPath(sample.file)),
  ]);
  return samples.length === 0 ? [] : ['', ...tableLines(sampleColumns, rows, style)];
}
