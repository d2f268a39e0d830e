/** @file A confusion matrix in a terminal: rows are what an image shows, columns what the judge took it for. */
import { abbreviate } from './abbreviate.ts';
import { columnsOf, padEnd, padStart, printable, shorten } from './columns.ts';
import type { Style } from './style.ts';

export interface MatrixView {
  readonly classes: readonly string[];
  /** `confusion[actual][predicted]`: counts. */
  readonly confusion: readonly (readonly number[])[];
}

interface Layout {
  readonly rowLabels: readonly string[];
  readonly headings: readonly string[];
  /** Columns of one cell, the gap before it not counted. */
  readonly cell: number;
  /** Columns of the row labels. */
  readonly label: number;
}

const margin = 2;
const widestLabel = 22;
const widestCell = 9;

/** Lines no wider than `width` where a single column fits at all; too many classes are printed in several blocks. */
export function matrixLines(view: MatrixView, width: number, style: Style): readonly string[] {
  if (view.classes.length === 0) return [];
  const layout = layOut(view, width);
  const perBlock = Math.max(1, Math.floor(roomForCells(width, layout.label) / (layout.cell + 1)));
  const blocks: string[] = [];
  for (let from = 0; from < view.classes.length; from += perBlock) {
    if (from > 0) blocks.push('');
    blocks.push(...blockLines(view, layout, { from, to: Math.min(from + perBlock, view.classes.length) }, style));
  }
  return blocks;
}

function layOut(view: MatrixView, width: number): Layout {
  const names = view.classes.map(printable);
  const digits = Math.max(...view.confusion.flat().map((count) => String(count).length), 1);
  return namedLayout(names, digits, width) ?? numberedLayout(names, digits, width);
}

/** The widest headings that still fit on one block, at least three letters each. */
function namedLayout(names: readonly string[], digits: number, width: number): Layout | undefined {
  const rowLabels = names.map((name) => shorten(name, labelLimit(width)));
  const label = Math.max(...rowLabels.map(columnsOf));
  const widest = Math.max(digits, Math.min(widestCell, Math.max(...names.map(columnsOf))));
  for (let cell = widest; cell >= Math.max(digits, 3); cell--) {
    const headings = abbreviate(names, cell);
    if (headings && names.length * (cell + 1) <= roomForCells(width, label))
      return { rowLabels, headings, cell, label };
  }
  return undefined;
}

/** Columns headed by numbers, which the rows explain. */
function numberedLayout(names: readonly string[], digits: number, width: number): Layout {
  const numberWidth = String(names.length).length;
  const room = Math.max(4, labelLimit(width) - numberWidth - 1);
  const rowLabels = names.map((name, index) => `${padStart(String(index + 1), numberWidth)} ${shorten(name, room)}`);
  const headings = names.map((_, index) => String(index + 1));
  return { rowLabels, headings, cell: Math.max(digits, numberWidth), label: Math.max(...rowLabels.map(columnsOf)) };
}

function labelLimit(width: number): number {
  return Math.min(widestLabel, Math.max(6, Math.floor(width / 3)));
}

function roomForCells(width: number, label: number): number {
  return width - margin - label - 1;
}

interface Block {
  readonly from: number;
  readonly to: number;
}

function blockLines(view: MatrixView, layout: Layout, { from, to }: Block, style: Style): readonly string[] {
  const indent = ' '.repeat(margin);
  const headings = layout.headings.slice(from, to).map((heading) => ` ${padStart(heading, layout.cell)}`);
  const rows = view.confusion.map((counts, actual) => {
    const label = padEnd(layout.rowLabels[actual] ?? '', layout.label);
    return `${indent}${label} ${cellsOf(counts, actual, layout.cell, style).slice(from, to).join('')}`.trimEnd();
  });
  return [`${indent}${' '.repeat(layout.label)} ${style.dim(headings.join(''))}`, ...rows];
}

function cellsOf(counts: readonly number[], actual: number, width: number, style: Style): readonly string[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count, predicted) => {
    const text = ` ${padStart(count === 0 ? '·' : String(count), width)}`;
    return count === 0 ? style.dim(text) : style.shade(text, count / total, actual === predicted);
  });
}
