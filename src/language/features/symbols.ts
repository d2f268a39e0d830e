/** @file The outline of a file. */
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import { type PromptDocument, spanOf } from '../document.ts';
import type { Declaration } from '../generated/ast.ts';
import { isNamed, keywordPlace, type Named, namePlace, settingsOf } from '../tree/declarations.ts';
import { placeOf, placeOfProperty, quotedText } from '../tree/places.ts';

const kinds: { readonly [K in Named['keyword']]: SymbolKind } = {
  model: SymbolKind.Object,
  class: SymbolKind.Class,
  group: SymbolKind.Enum,
  template: SymbolKind.String,
  wildcard: SymbolKind.Array,
  let: SymbolKind.Constant,
  data: SymbolKind.Package,
  benchmark: SymbolKind.Package,
  recipe: SymbolKind.Function,
  evaluate: SymbolKind.Event,
  learn: SymbolKind.Function,
  curate: SymbolKind.Function,
};

export function documentSymbols(document: PromptDocument): DocumentSymbol[] {
  return document.tree.declarations.flatMap((declaration) =>
    isNamed(declaration) ? [symbolOf(document, declaration)] : [],
  );
}

function symbolOf(document: PromptDocument, declaration: Named): DocumentSymbol {
  return {
    name: declaration.name ?? `(${declaration.keyword} without a name)`,
    detail: detailOf(declaration),
    kind: kinds[declaration.keyword],
    range: spanOf(document, placeOf(declaration)),
    selectionRange: spanOf(
      document,
      declaration.name === undefined ? keywordPlace(declaration) : namePlace(declaration),
    ),
    children: settingsOf(declaration).map((setting) => ({
      name: setting.key,
      kind: SymbolKind.Property,
      range: spanOf(document, placeOf(setting)),
      selectionRange: spanOf(document, placeOfProperty(setting, 'key')),
    })),
  };
}

function detailOf(declaration: Declaration): string {
  if (declaration.keyword === 'class' && declaration.caption) return quotedText(declaration.caption).text;
  return declaration.keyword;
}
