/** @file What can be folded: bodies of declarations, strings and comments of several lines, runs of imports. */
import { AstUtils, CstUtils, type LeafCstNode } from 'langium';
import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver';
import type { PromptDocument } from '../document.ts';
import { isText } from '../generated/ast.ts';
import { bodyOf } from '../tree/declarations.ts';
import type { Extent } from '../tree/extent.ts';
import { placeOf } from '../tree/places.ts';

export function foldingRanges(document: PromptDocument): FoldingRange[] {
  return [...bodies(document), ...strings(document), ...comments(document), ...imports(document)];
}

function bodies(document: PromptDocument): FoldingRange[] {
  return document.tree.declarations.flatMap((declaration) => {
    const body = bodyOf(declaration);
    // The closing brace stays in view.
    return body ? fold(document, placeOf(body), { keepLast: true }) : [];
  });
}

/** The closing quotes stay in view. */
function strings(document: PromptDocument): FoldingRange[] {
  const texts = AstUtils.streamAllContents(document.tree).filter(isText).toArray();
  return texts.flatMap((text) => (text.raw.includes('\n') ? fold(document, placeOf(text), { keepLast: true }) : []));
}

/** Block comments, and lines of `//` one below the other. */
function comments(document: PromptDocument): FoldingRange[] {
  const all = commentsIn(document);
  const blocks = all.filter((comment) => comment.text.startsWith('/*'));
  const folded = blocks.flatMap(({ offset, end }) => fold(document, { start: offset, end }, comment));
  const lines = all.filter((each) => each.text.startsWith('//') && beginsLine(document.text, each.offset));
  return [
    ...folded,
    ...runs(
      document,
      lines.map(({ offset, end }) => ({ start: offset, end })),
    ).flatMap((run) => fold(document, run, comment)),
  ];
}

const comment = { kind: FoldingRangeKind.Comment } as const;

function commentsIn(document: PromptDocument): LeafCstNode[] {
  const root = document.tree.$cstNode;
  if (root === undefined) return [];
  return CstUtils.flattenCst(root)
    .filter((leaf) => leaf.hidden && leaf.text.startsWith('/'))
    .toArray();
}

function beginsLine(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '';
}

function imports(document: PromptDocument): FoldingRange[] {
  const places = document.tree.declarations.filter((each) => each.keyword === 'import').map(placeOf);
  return runs(document, places).flatMap((run) => fold(document, run, { kind: FoldingRangeKind.Imports }));
}

/** Extents on neighbouring lines, joined. */
function runs({ lines }: PromptDocument, extents: readonly Extent[]): Extent[] {
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of extents) {
    const last = joined.at(-1);
    if (last && lines.positionAt(start).line - lines.positionAt(last.end).line === 1) last.end = end;
    else joined.push({ start, end });
  }
  return joined;
}

interface Folding {
  readonly keepLast?: true;
  readonly kind?: FoldingRangeKind;
}

function fold({ lines }: PromptDocument, at: Extent, { keepLast, kind }: Folding): FoldingRange[] {
  const startLine = lines.positionAt(at.start).line;
  const endLine = lines.positionAt(at.end).line - (keepLast ? 1 : 0);
  return endLine > startLine ? [{ startLine, endLine, ...(kind && { kind }) }] : [];
}
