/** @file Declarations of the whole workspace by name. */
import type { SymbolKind } from 'vscode-languageserver';
import type { PromptDocument } from '../document.ts';
import { isNamed, type Named, namePlace } from '../tree/declarations.ts';
import type { Place } from '../tree/extent.ts';
import { symbolKinds } from './symbols.ts';

export interface FoundSymbol {
  readonly name: string;
  readonly kind: SymbolKind;
  readonly at: Place;
  readonly document: PromptDocument;
}

/** Editors filter further; more would only be slow to send. */
const MOST = 1000;

/** Those whose names hold the letters of the query in their order; names that begin with it first. */
export function findSymbols(documents: readonly PromptDocument[], query: string): FoundSymbol[] {
  const wanted = query.toLowerCase();
  const found = documents.flatMap((document) =>
    document.tree.declarations
      .filter(isNamed)
      .filter(({ name }) => name !== undefined && holdsInOrder(name.toLowerCase(), wanted))
      .map((declaration) => symbolOf(document, declaration)),
  );
  const rank = ({ name }: FoundSymbol) => (name.toLowerCase().startsWith(wanted) ? 0 : 1);
  return found.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST);
}

function symbolOf(document: PromptDocument, declaration: Named): FoundSymbol {
  const { start, end } = namePlace(declaration);
  const at = { start, end, file: document.file };
  return { name: declaration.name ?? '', kind: symbolKinds[declaration.keyword], at, document };
}

function holdsInOrder(name: string, letters: string): boolean {
  let index = 0;
  for (const letter of letters) {
    index = name.indexOf(letter, index) + 1;
    if (index === 0) return false;
  }
  return true;
}
