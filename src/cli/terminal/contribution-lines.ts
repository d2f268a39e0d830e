/** @file What each line of an ensemble contributes: the line that helps most first. */
import type {
  ContributionReport,
  Difference,
  LineContribution,
  SourceContributions,
} from '../../protocol/evaluation.ts';
import { interval } from '../../protocol/texts/estimates.ts';
import { counted, percent } from '../../protocol/texts/figures.ts';
import { printable } from './columns.ts';
import type { Style } from './style.ts';
import { type TableColumn, tableLines } from './table.ts';

const columns: readonly TableColumn[] = [
  { title: 'line', align: 'end' },
  { title: 'contributes', align: 'end' },
  { title: '95% interval', align: 'start' },
  { title: 'alone', align: 'end' },
  { title: '95% interval', align: 'start' },
  { title: 'for example', align: 'start' },
];

export function contributionLines({ evaluation, sources }: ContributionReport, style: Style): readonly string[] {
  return sources.flatMap((source) => [
    '',
    `${style.bold(printable(`${evaluation} on ${source.name}`))}  what each line contributes, in points of accuracy`,
    style.dim(`  ${imagesText(source)}; accuracy with all lines ${percent(source.accuracy.value)}`),
    ...(source.n === 0 ? [] : tableLines(columns, rowsOf(source.lines, style), style)),
  ]);
}

function imagesText({ n, of }: SourceContributions): string {
  return n < of ? `${n} of ${counted(of, 'image')}, of each class its share` : counted(n, 'image');
}

function rowsOf(lines: readonly LineContribution[], style: Style): readonly (readonly string[])[] {
  const helpfulFirst = lines.toSorted((a, b) => (b.contribution.value ?? 0) - (a.contribution.value ?? 0));
  return helpfulFirst.map(({ source, example, alone, contribution }) => [
    String(source.start.line + 1),
    points(contribution.value),
    style.dim(pointsInterval(contribution)),
    percent(alone.value),
    style.dim(interval(alone)),
    printable(example),
  ]);
}

/** `+1.3`: percentage points; `–` of the only line. */
function points(value: number | null): string {
  if (value === null) return '–';
  const rounded = (100 * value).toFixed(1);
  return value > 0 ? `+${rounded}` : rounded;
}

function pointsInterval({ low, high }: Difference): string {
  return low === null || high === null ? '' : `${points(low)} to ${points(high)}`;
}
