/** @file What `vlprompt compare` prints: what changed in words, what in pixels, and what became better or worse. */
import type {
  Comparison,
  Measure,
  PictureSet,
  StatementChange,
  WordChange,
  WordPiece,
} from '../../protocol/comparison.ts';
import {
  changedPairs,
  comparisonVerdict,
  countPairs,
  measureInterval,
  measureLabel,
  measureStep,
  measureValue,
  pairLabel,
  pictureSummary,
  splitMeasures,
  wordLabels,
} from '../../protocol/texts/comparison-texts.ts';
import { counted } from '../../protocol/texts/figures.ts';
import { statementText } from '../../protocol/texts/statement-texts.ts';
import { printable } from './columns.ts';
import { noteLines } from './run-summary.ts';
import type { Style } from './style.ts';
import { type TableColumn, tableLines } from './table.ts';

/** Longer lists are for `--json`. */
const MOST_LINES = 12;

export function comparisonSummary(comparison: Comparison, style: Style): readonly string[] {
  const { subject, before, after, words, pictures, notes } = comparison;
  const sides = `${before.label} → ${after.label}`;
  const sections = [
    section('Words', wordLines(words, style), style),
    section(
      'Pictures',
      pictures.flatMap((set) => pictureLines(set, style)),
      style,
    ),
    section('Better or worse', measureLines(comparison, style), style),
    section('Statements', statementLines(comparison.statements, style), style),
  ];
  return [
    `${style.bold(printable(subject.name))}  ${style.dim(printable(sides))}`,
    ...sections.flat(),
    ...(notes.length === 0 ? [] : ['', ...noteLines(notes, style)]),
  ];
}

function section(title: string, lines: readonly string[], style: Style): readonly string[] {
  return lines.length === 0 ? [] : ['', style.bold(style.cyan(title)), ...lines];
}

function wordLines(words: readonly WordChange[], style: Style): readonly string[] {
  if (words.length === 0) return ['  Nothing changed in words and settings.'];
  const shown = words
    .slice(0, MOST_LINES)
    .flatMap((change) => [
      `  ${printable(change.where)} ${style.dim(`${wordLabels[change.what]}${placeText(change)}`)}`,
      `    ${change.pieces.map((piece) => pieceText(piece, style)).join('')}`,
    ]);
  return [...shown, ...restLine(words.length)];
}

/** `, 12 times, tees.vlprompt:4`. */
function placeText({ count: times, before, after, what }: WordChange): string {
  const span = after ?? before;
  const often = times > 1 ? `, ${counted(times, what === 'judged' ? 'prompt' : 'image')}` : '';
  return span === undefined ? often : `${often}, ${printable(span.file)}:${span.start.line + 1}`;
}

/** Marked without colours, too. */
function pieceText({ kind, text }: WordPiece, style: Style): string {
  const shown = printable(text);
  if (kind === 'same') return shown;
  return kind === 'removed' ? style.red(`[-${shown}-]`) : style.green(`{+${shown}+}`);
}

function pictureLines(set: PictureSet, style: Style): readonly string[] {
  const changed = changedPairs(set);
  const lines = changed.slice(0, MOST_LINES).map((pair) => {
    const { pixels, asked } = pair;
    const size =
      pixels.kind === 'changed' && pixels.distance !== undefined
        ? `pixels differ by ${(pixels.distance * 100).toFixed(1)}%`
        : '';
    const reason = asked.length === 0 ? 'asked for alike' : `other ${asked.join(' and ')}`;
    return `  ${printable(pairLabel(pair))}  ${[size, style.dim(reason)].filter((part) => part !== '').join(', ')}`;
  });
  return [`  ${printable(set.recipe)}: ${pictureSummary(countPairs(set))}.`, ...lines, ...restLine(changed.length)];
}

function restLine(total: number): readonly string[] {
  return total > MOST_LINES ? [`  … and ${total - MOST_LINES} more`] : [];
}

const measureColumns: readonly TableColumn[] = [
  { title: 'number', align: 'start' },
  { title: 'of', align: 'start' },
  { title: 'before', align: 'end' },
  { title: 'after', align: 'end' },
  { title: 'difference', align: 'end' },
  { title: '95% interval', align: 'start' },
  { title: 'n', align: 'end' },
  { title: '', align: 'start' },
];

function measureLines(comparison: Comparison, style: Style): readonly string[] {
  const { shown, unclear } = splitMeasures(comparison.measures);
  const rows = shown.map((measure) => measureRow(measure, style));
  const rest =
    unclear.length === 0 ? [] : [`  ${counted(unclear.length, 'number')} of single classes: no clear difference`];
  const table = rows.length === 0 ? [] : tableLines(measureColumns, rows, style);
  return [...table, ...rest, `  ${printable(comparisonVerdict(comparison))}`];
}

function measureRow(measure: Measure, style: Style): readonly string[] {
  const { metric, source, before, after, difference, verdict } = measure;
  return [
    printable(measureLabel(measure)),
    printable(source),
    measureValue(metric, before),
    measureValue(metric, after),
    measureStep(metric, difference.value),
    style.dim(measureInterval(measure)),
    String(difference.n),
    paints[verdict](style)(verdict),
  ];
}

const paints: { readonly [V in Measure['verdict']]: (style: Style) => (text: string) => string } = {
  better: (style) => style.green,
  worse: (style) => style.red,
  'no clear difference': (style) => style.dim,
};

function statementLines(statements: readonly StatementChange[], style: Style): readonly string[] {
  return statements.map(({ text, kind, source, before, after, flip }) => {
    const state = flip === 'none' ? style.dim(stateText(before ?? after)) : flipText(flip, style);
    const side = before === undefined ? ', new' : after === undefined ? ', gone' : '';
    return `  ${printable(statementText({ kind, text }))} ${style.dim(`on ${printable(source)}`)}: ${state}${side}`;
  });
}

function stateText(outcome: StatementChange['before']): string {
  return outcome?.held ? 'holds' : 'does not hold';
}

function flipText(flip: 'holds now' | 'fails now', style: Style): string {
  return flip === 'holds now' ? style.green(flip) : style.red(flip);
}
