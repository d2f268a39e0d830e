/** @file What can be folded: bodies of declarations and runs of comments. */
import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver';
import type { PromptDocument } from '../document.ts';
import { bodyOf } from '../tree/declarations.ts';
import { placeOf } from '../tree/places.ts';

export function foldingRanges(document: PromptDocument): FoldingRange[] {
  return [...bodies(document), ...comments(document)];
}

function bodies(document: PromptDocument): FoldingRange[] {
  return document.tree.declarations.flatMap((declaration) => {
    const body = bodyOf(declaration);
    if (body === undefined) return [];
    const { start, end } = placeOf(body);
    const startLine = document.lines.positionAt(start).line;
    // The closing brace stays in view.
    const endLine = document.lines.positionAt(end).line - 1;
    return endLine > startLine ? [{ startLine, endLine }] : [];
  });
}

/** Lines of `//` one below the other. */
function comments(document: PromptDocument): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  let startLine: number | undefined;
  const lines = document.text.split('\n');
  [...lines, ''].forEach((line, index) => {
    const isComment = /^[ \t]*\/\//.test(line);
    if (isComment) startLine ??= index;
    else if (startLine !== undefined) {
      if (index - 1 > startLine) ranges.push({ startLine, endLine: index - 1, kind: FoldingRangeKind.Comment });
      startLine = undefined;
    }
  });
  return ranges;
}
