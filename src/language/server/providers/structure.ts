/** @file The shape of a file: outline, folding, and what a selection grows to. */
import type { PartialLangiumLSPServices } from 'langium/lsp';
import type { Position, SelectionRange } from 'vscode-languageserver';
import type { PromptDocument } from '../../document.ts';
import { foldingRanges } from '../../features/folding.ts';
import { selectionsAt } from '../../features/selection.ts';
import { documentSymbols } from '../../features/symbols.ts';
import type { PromptWorkspace } from '../workspace.ts';
import { offsetOf, rangeOf } from './protocol.ts';

export function structureProviders(workspace: PromptWorkspace): NonNullable<PartialLangiumLSPServices['lsp']> {
  return {
    DocumentSymbolProvider: { getSymbols: (document) => documentSymbols(workspace.documentOf(document)) },
    FoldingRangeProvider: { getFoldingRanges: (document) => foldingRanges(workspace.documentOf(document)) },
  };
}

/** One chain for each position, from the innermost range outwards. */
export function selectionRanges(document: PromptDocument, positions: readonly Position[]): SelectionRange[] {
  return positions.map((position) => {
    const extents = selectionsAt(document, offsetOf(document, position));
    const outermost = extents.toReversed();
    return (
      outermost.reduce<SelectionRange | undefined>(
        (parent, at) => ({ range: rangeOf(document, at), ...(parent && { parent }) }),
        undefined,
      ) ?? { range: { start: position, end: position } }
    );
  });
}
