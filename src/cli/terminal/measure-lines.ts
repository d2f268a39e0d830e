/** @file What `vlprompt curate measure` prints. */
import { modelName } from '../../protocol/model-name.ts';
import type { SetFigure, SetMeasures } from '../../protocol/set-measures.ts';
import { counted } from '../../protocol/texts/figures.ts';
import { figureText, measureTexts, sectionTexts } from '../../protocol/texts/measure-texts.ts';
import { printable } from './columns.ts';
import { indented, section, withEnds } from './measure-parts.ts';
import { noteLines } from './run-summary.ts';
import { biasLines, sliceLines } from './slice-lines.ts';
import type { Style } from './style.ts';
import { type TableColumn, tableLines } from './table.ts';

export interface MeasureLayout {
  readonly style: Style;
  /** How a file is shown to people. */
  readonly showPath: (file: string) => string;
}

/** Groups, holes and pairs that are listed; `--json` has all. */
const LISTED = 10;

export function measureLines(measures: SetMeasures, { style, showPath }: MeasureLayout): readonly string[] {
  const shown = (file: string) => printable(showPath(file));
  return [
    ...headLines(measures, style),
    '',
    ...measures.figures.flatMap((figure) => figureLines(figure, style)),
    ...section('classes', sectionTexts.classes, classLines(measures, style), style),
    ...balanceSection(measures, style),
    ...sliceLines(measures.slices, measures.bias.acceptedBy, style),
    ...biasLines(measures.bias, style),
    ...section('near-duplicates', sectionTexts.duplicates, duplicateLines(measures, shown), style),
    ...section('real images that none is near', sectionTexts.holes, holeLines(measures, shown), style),
    ...section('nearest to one real image', sectionTexts.suspects, suspectLines(measures, shown), style),
    ...(measures.notes.length === 0 ? [] : ['', ...noteLines(measures.notes, style)]),
  ];
}

function headLines({ curation, of, images, drawn, missing, judge, against }: SetMeasures, style: Style) {
  const which = of === 'set' ? 'of the set' : 'that are drawn';
  const waiting = missing === 0 ? '' : `; ${counted(missing, 'image')} not drawn yet`;
  const real = against === null ? '' : `, against ${counted(against.images, 'real image')} of ${against.data}`;
  return [
    `${style.bold(printable(curation))}: ${counted(images, 'image')} ${which}, of ${drawn} drawn${waiting}`,
    style.dim(printable(`judged by ${modelName(judge)}${real}`)),
  ];
}

function figureLines(figure: SetFigure, style: Style): readonly string[] {
  const { title, isNot } = measureTexts[figure.measure];
  return [`  ${style.bold(title)} ${figureText(figure)}`, `    ${style.dim(isNot)}`];
}

const classColumns: readonly TableColumn[] = [
  { title: 'class', align: 'start' },
  { title: 'n', align: 'end' },
  { title: 'score', align: 'end' },
  { title: 'margin', align: 'end' },
  { title: 'taken for it', align: 'end' },
  { title: 'Vendi', align: 'end' },
];

function classLines({ classes }: SetMeasures, style: Style): readonly string[] {
  if (classes.every(({ images }) => images === 0)) return [];
  const rows = classes.map(({ class: name, images, score, margin, predicted, vendi }) => [
    printable(name),
    String(images),
    withEnds(score, measureTexts.score.written),
    withEnds(margin, measureTexts.margin.written),
    withEnds(predicted, measureTexts.predicted.written),
    measureTexts.vendi.written(vendi),
  ]);
  return tableLines(classColumns, rows, style);
}

const balanceColumns: readonly TableColumn[] = [
  { title: 'value', align: 'start' },
  { title: 'images', align: 'end' },
  { title: 'share', align: 'end' },
  { title: 'asked for', align: 'end' },
  { title: 'skew', align: 'end' },
];

function balanceSection({ balances }: SetMeasures, style: Style): readonly string[] {
  const { written: percentOf } = measureTexts.kept;
  const lines = balances.flatMap(({ of, target, groups, divergence }) => {
    const asked = target === 'balance' ? 'as many of each class' : 'as the recipes ask for';
    const rows = groups.map(({ value, images, share, target: wanted, skew }) => [
      printable(value),
      String(images),
      withEnds(share, percentOf),
      percentOf(wanted),
      skew === null ? '' : skew.toFixed(2),
    ]);
    const far = divergence === null ? '' : `; divergence ${divergence.toFixed(3)} nats`;
    return [`  ${style.cyan(printable(of))}: ${asked}${far}`, ...indented(tableLines(balanceColumns, rows, style))];
  });
  return section('balance', sectionTexts.balance, lines, style);
}

function duplicateLines({ duplicates }: SetMeasures, shown: (file: string) => string): readonly string[] {
  const lines = duplicates.map(({ files, likeness }) => {
    const like = likeness === null ? '' : `cosine ${likeness.toFixed(3)} or more: `;
    return `  ${files.length}, ${like}${files.map(shown).join(', ')}`;
  });
  return cutOff(lines, duplicates.length, 'group');
}

function holeLines({ holes }: SetMeasures, shown: (file: string) => string): readonly string[] {
  const lines = holes.map(
    ({ file, class: name, files }) => `  ${files.length} like ${shown(file)} (${printable(name)})`,
  );
  return cutOff(lines, holes.length, 'hole');
}

function suspectLines({ suspects }: SetMeasures, shown: (file: string) => string): readonly string[] {
  const lines = suspects.map(({ drawn, real, likeness, calibrated }) => {
    return `  ${calibrated.toFixed(2)} of what is usual, cosine ${likeness.toFixed(3)}: ${shown(drawn)} and ${shown(real)}`;
  });
  return cutOff(lines, suspects.length, 'pair');
}

function cutOff(lines: readonly string[], count: number, noun: string): readonly string[] {
  const rest = count - LISTED;
  return rest <= 0 ? lines : [...lines.slice(0, LISTED), `  and ${counted(rest, `more ${noun}`)}; \`--json\` has all`];
}
