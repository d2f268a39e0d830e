/** @file What drawn images add, as tables and as a curve of characters. */
import { counted, percent } from '../../protocol/texts/figures.ts';
import { upliftFigures, upliftLimits, upliftVerdict } from '../../protocol/texts/uplift-texts.ts';
import type { ShareCurve, UpliftComparison, UpliftReport } from '../../protocol/uplift.ts';
import { printable } from './columns.ts';
import type { Style } from './style.ts';
import { type TableColumn, tableLines } from './table.ts';

export function upliftLines(report: UpliftReport, style: Style): readonly string[] {
  const { curve, inPlace, onTop, notes } = report;
  return [
    `${style.bold(printable(report.curation))}: ${headOf(report)}`,
    '',
    style.bold(upliftVerdict(report)),
    ...(curve.length === 0 ? [] : ['', ...curveTable(report, style), '', ...plotOf(report, style)]),
    ...shareTable('Drawn images in place of real ones', inPlace, style),
    ...shareTable('Drawn images beside', onTop, style),
    ...classTable(report, style),
    ...(notes.length === 0 ? [] : ['']),
    ...notes.map((note) => `${style.yellow('!')} ${printable(note)}`),
    '',
    ...upliftLimits.map((limit) => style.dim(`· ${limit}`)),
  ];
}

function headOf({ training, holdout, drawn, seeds }: UpliftReport): string {
  const sum = (counts: readonly number[]) => counts.reduce((all, each) => all + each, 0);
  const names = (of: readonly string[]) => printable(of.join(', '));
  return (
    `${counted(sum(drawn.perClass), 'drawn image')} of ${names(drawn.names)} beside shots of ${names(training.names)}, ` +
    `tested on ${counted(sum(holdout.perClass), 'image')} of ${names(holdout.names)}; ${counted(seeds, 'draw')} of the shots`
  );
}

const measureColumns: readonly TableColumn[] = [
  { title: 'without', align: 'end' },
  { title: 'with', align: 'end' },
  { title: 'difference', align: 'start' },
];

const trainedColumns: readonly TableColumn[] = [
  { title: 'real', align: 'end' },
  { title: 'drawn', align: 'end' },
  ...measureColumns,
  { title: 'balanced', align: 'start' },
  { title: '', align: 'start' },
];

function curveTable({ curve }: UpliftReport, style: Style): readonly string[] {
  const rows = curve.map((point) => [String(point.shots), ...trainedCells(point, style)]);
  return tableLines([{ title: 'shots', align: 'end' }, ...trainedColumns], rows, style);
}

function shareTable(title: string, curve: ShareCurve | null, style: Style): readonly string[] {
  if (curve === null) return [];
  const rows = curve.points.map((point) => [percent(point.share), ...trainedCells(point, style)]);
  return [
    '',
    `${title} (against ${counted(curve.shots, 'real image')} a class):`,
    ...tableLines([{ title: 'drawn share', align: 'end' }, ...trainedColumns], rows, style),
  ];
}

/** At the fewest shots, where drawn images have most to add. */
function classTable({ classes, curve }: UpliftReport, style: Style): readonly string[] {
  const [point] = curve;
  if (point === undefined) return [];
  const rows = classes.map((name, k) => {
    const measure = point.perClass[k];
    if (measure === undefined || measure.difference.n === 0) return [printable(name)];
    return [
      printable(name),
      percent(measure.without),
      percent(measure.with),
      upliftFigures(measure.difference),
      `n ${measure.difference.n}`,
    ];
  });
  const columns: readonly TableColumn[] = [
    { title: 'class', align: 'start' },
    ...measureColumns,
    { title: '', align: 'start' },
  ];
  return ['', `Recall of each class at ${counted(point.shots, 'shot')}:`, ...tableLines(columns, rows, style)];
}

function trainedCells(point: UpliftComparison, style: Style): readonly string[] {
  return [
    String(point.real),
    String(point.drawn),
    percent(point.accuracy.without),
    percent(point.accuracy.with),
    upliftFigures(point.accuracy.difference),
    upliftFigures(point.balancedAccuracy.difference),
    standingWord(point, style),
  ];
}

function standingWord({ standing }: UpliftComparison, style: Style): string {
  if (standing === 'unclear') return '';
  return standing === 'helps' ? style.green('helps') : style.red('hurts');
}

const plotColumns = 50;

/** Accuracy from 0 to 100 %: o without, ● with the drawn images. */
function plotOf({ curve }: UpliftReport, style: Style): readonly string[] {
  const lines = curve.map(({ shots, accuracy }) => {
    const without = placeOf(accuracy.without);
    const withDrawn = placeOf(accuracy.with);
    const [low, high] = [Math.min(without, withDrawn), Math.max(without, withDrawn)];
    const dots = Array.from({ length: plotColumns + 1 }, (_, at) => {
      if (at === withDrawn) return style.bold('●');
      if (at === without) return 'o';
      return at > low && at < high ? style.dim('─') : ' ';
    });
    return `  ${String(shots).padStart(5)} │${dots.join('')}│`;
  });
  const scale = `0%${'100%'.padStart(plotColumns - 1)}`;
  return [...lines, style.dim(`        ${scale}  accuracy: o without, ● with drawn images`)];
}

function placeOf(share: number): number {
  return Math.round(share * plotColumns);
}
