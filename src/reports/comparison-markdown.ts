/** @file A comparison as Markdown, for pull requests and assistants. */
import type { Comparison, Measure, StatementChange, WordChange } from '../protocol/comparison.ts';
import {
  comparisonVerdict,
  countPairs,
  measureInterval,
  measureLabel,
  measureStep,
  measureValue,
  pictureSummary,
  splitMeasures,
  wordLabels,
} from '../protocol/texts/comparison-texts.ts';
import { counted } from '../protocol/texts/figures.ts';
import { statementText } from '../protocol/texts/statement-texts.ts';

/** Longer lists are for the editor. */
const MOST_LINES = 20;

export function comparisonMarkdown(comparison: Comparison): string {
  const { subject, before, after, pictures, notes } = comparison;
  const lines = [
    `### ${escaped(subject.name)}: ${escaped(before.label)} → ${escaped(after.label)}`,
    '',
    `**${escaped(comparisonVerdict(comparison))}**`,
    ...measureTable(comparison.measures),
    ...wordBlock(comparison.words),
    ...(pictures.length === 0 ? [] : ['', '**Pictures**', '']),
    ...pictures.map((set) => `- ${escaped(set.recipe)}: ${pictureSummary(countPairs(set))}.`),
    ...statementList(comparison.statements),
    ...(notes.length === 0 ? [] : ['', ...notes.map((note) => `> ${escaped(note)}`)]),
  ];
  return `${lines.join('\n')}\n`;
}

function measureTable(measures: readonly Measure[]): readonly string[] {
  const { shown, unclear } = splitMeasures(measures);
  if (measures.length === 0) return [];
  const rows = shown.map((measure) => {
    const { metric, source, before, after, difference, verdict } = measure;
    const cells = [
      escaped(measureLabel(measure)),
      escaped(source),
      measureValue(metric, before),
      measureValue(metric, after),
      `${measureStep(metric, difference.value)} (${measureInterval(measure)})`,
      String(difference.n),
      verdict === 'no clear difference' ? verdict : `**${verdict}**`,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '',
    '| | of | before | after | difference (95% interval) | n | |',
    '|---|---|--:|--:|--:|--:|---|',
    ...rows,
    ...(unclear.length === 0
      ? []
      : ['', `${counted(unclear.length, 'number')} of single classes: no clear difference.`]),
  ];
}

/** As `diff` marks lines, which hosts of pull requests colour. */
function wordBlock(words: readonly WordChange[]): readonly string[] {
  if (words.length === 0) return ['', 'Nothing changed in words and settings.'];
  const lines = words.slice(0, MOST_LINES).flatMap((change) => {
    const times = change.count > 1 ? `, ${change.count} times` : '';
    const [was, is] = [sideText(change, 'added'), sideText(change, 'removed')];
    const head = `@@ ${oneLine(change.where)} (${wordLabels[change.what]}${times}) @@`;
    return [head, ...(was === '' ? [] : [`- ${was}`]), ...(is === '' ? [] : [`+ ${is}`])];
  });
  const rest = words.length > MOST_LINES ? [`… and ${words.length - MOST_LINES} more`] : [];
  // Longer than any row of backticks in the words themselves.
  const longest = Math.max(2, ...lines.flatMap((line) => [...line.matchAll(/`+/gu)].map(([ticks]) => ticks.length)));
  const fence = '`'.repeat(longest + 1);
  return ['', `${fence}diff`, ...lines, ...rest, fence];
}

function sideText({ pieces }: WordChange, without: 'added' | 'removed'): string {
  return oneLine(pieces.map(({ kind, text }) => (kind === without ? '' : text)).join(''));
}

function statementList(statements: readonly StatementChange[]): readonly string[] {
  const flipped = statements.filter(({ flip }) => flip !== 'none');
  if (flipped.length === 0) return [];
  const lines = flipped.map(
    ({ kind, text, source, flip }) => `- ${escaped(statementText({ kind, text }))} on ${escaped(source)}: **${flip}**`,
  );
  return ['', '**Statements**', '', ...lines];
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

/** What a file says is text: neither markup, nor a link, nor a mention of somebody. */
function escaped(text: string): string {
  return oneLine(text).replaceAll(/[\\`*_{}[\]<>()#+!|~@&$]/gu, '\\$&');
}
