/** @file Images by the values of variables, and what is uneven among them. */
import type { BiasReport, SliceTable } from '../../protocol/set-measures.ts';
import { percent } from '../../protocol/texts/figures.ts';
import { measureTexts, sectionTexts } from '../../protocol/texts/measure-texts.ts';
import { printable, shorten } from './columns.ts';
import { indented, section, withEnds } from './measure-parts.ts';
import type { Style } from './style.ts';
import { type TableColumn, tableLines } from './table.ts';

/** Letters of a value: a line of a prompt may be long. */
const LONGEST = 40;

const titles: { readonly [B in BiasReport['acceptedBy']]: string } = {
  decisions: 'kept of decided',
  rules: 'in the set',
};

export function sliceLines(
  slices: readonly SliceTable[],
  acceptedBy: BiasReport['acceptedBy'],
  style: Style,
): readonly string[] {
  const columns: readonly TableColumn[] = [
    { title: 'value', align: 'start' },
    { title: 'drawn', align: 'end' },
    { title: titles[acceptedBy], align: 'end' },
    { title: 'n', align: 'end' },
    { title: 'score', align: 'end' },
    { title: 'margin', align: 'end' },
    { title: 'repeats', align: 'end' },
  ];
  const lines = slices.flatMap((table) => {
    const rows = table.slices.map(({ value, images, accepted, score, margin, duplicates }) => [
      shorten(printable(value === '' ? '(nothing)' : value), LONGEST),
      String(images),
      withEnds(accepted, percent),
      String(accepted.n),
      withEnds(score, measureTexts.score.written),
      withEnds(margin, measureTexts.margin.written),
      percent(duplicates.value),
    ]);
    return [`  ${style.cyan(printable(table.variable))}`, ...indented(tableLines(columns, rows, style))];
  });
  return section('slices of all drawn images', sectionTexts.slices, lines, style);
}

export function biasLines({ uneven, predictable, acceptedBy }: BiasReport, style: Style): readonly string[] {
  return [
    ...section(
      `slices that differ from the rest: ${titles[acceptedBy]}`,
      sectionTexts.uneven,
      unevenLines(uneven),
      style,
    ),
    ...section('what tells the class', sectionTexts.predictable, predictableLines(predictable), style),
  ];
}

function unevenLines(uneven: BiasReport['uneven']): readonly string[] {
  const found = uneven.filter(({ isBeyondChance }) => isBeyondChance);
  if (uneven.length === 0) return [];
  if (found.length === 0) return [`  none of ${uneven.length} that were compared`];
  return found.map(({ variable, value, accepted, rest, adjusted }) => {
    const slice = `${printable(variable)} ${shorten(printable(value), LONGEST)}`;
    return `  ${slice}: ${withEnds(accepted, percent)}, the rest ${withEnds(rest, percent)} (p ${probability(adjusted)})`;
  });
}

function predictableLines(predictable: BiasReport['predictable']): readonly string[] {
  const found = predictable.filter(({ isBeyondChance }) => isBeyondChance);
  if (predictable.length === 0) return [];
  if (found.length === 0) return [`  none of ${predictable.map(({ from }) => printable(from)).join(', ')}`];
  return found.map(({ from, accuracy, baseline, adjusted }) => {
    const chance = `${percent(baseline)} by chance`;
    return `  ${printable(from)}: ${withEnds(accuracy, percent)} of ${accuracy.n}, ${chance} (p ${probability(adjusted)})`;
  });
}

function probability(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}
