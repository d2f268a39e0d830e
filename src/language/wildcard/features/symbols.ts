/** @file The outline of a wildcard file: its keys, with how many values they have. */

import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { counted } from '../../features/counted.ts';
import type { Extent } from '../../tree/extent.ts';
import { valuesBelow } from '../match.ts';
import type { WildcardFile, WildcardNode } from '../wildcard-file.ts';

/** One symbol for a file without keys. */
export function wildcardSymbols({ root, file }: WildcardFile, lines: TextDocument): DocumentSymbol[] {
  if (root.children.length > 0) return root.children.map((child) => symbolOf(child, lines));
  if (root.values.length === 0) return [];
  const name = file.slice(file.lastIndexOf('/') + 1);
  return [{ ...symbolOf(root, lines), name }];
}

function symbolOf(node: WildcardNode, lines: TextDocument): DocumentSymbol {
  const [own, whole] = [node.key === '' ? extentOf(node) : node.keyAt, extentOf(node)];
  return {
    name: node.key === '' ? '""' : node.key,
    detail: counted(valuesBelow([node]).length, 'value', 'values'),
    kind: node.children.length > 0 ? SymbolKind.Namespace : SymbolKind.Array,
    range: rangeOf(whole, lines),
    selectionRange: rangeOf(own, lines),
    children: node.children.map((child) => symbolOf(child, lines)),
  };
}

/** From the key to the last value below it; what aliases repeat stands before the key and does not count. */
function extentOf(node: WildcardNode): Extent {
  const ends = [...node.values.map(({ at }) => at.end), ...node.children.map((child) => extentOf(child).end)];
  const start = node.key === '' ? (node.values[0]?.at.start ?? 0) : node.keyAt.start;
  return { start, end: ends.reduce((last, end) => Math.max(last, end), Math.max(start, node.keyAt.end)) };
}

function rangeOf({ start, end }: Extent, lines: TextDocument) {
  return { start: lines.positionAt(start), end: lines.positionAt(end) };
}
