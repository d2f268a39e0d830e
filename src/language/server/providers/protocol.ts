/** @file Offsets ↔ the positions of the language server protocol. */
import type { Position, Range, TextEdit } from 'vscode-languageserver';
import type { PromptDocument } from '../../document.ts';
import type { TextChange } from '../../format/text-change.ts';
import type { Extent } from '../../tree/extent.ts';

type Lines = Pick<PromptDocument, 'lines'>;

export function offsetOf({ lines }: Lines, position: Position): number {
  return lines.offsetAt(position);
}

export function rangeOf({ lines }: Lines, at: Extent): Range {
  return { start: lines.positionAt(at.start), end: lines.positionAt(at.end) };
}

export function extentOf({ lines }: Lines, range: Range): Extent {
  return { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) };
}

export function editsOf(document: Lines, changes: readonly TextChange[]): TextEdit[] {
  return changes.map(({ at, text }) => ({ range: rangeOf(document, at), newText: text }));
}
