/** @file Declared names as completions: those of the file, those it imports, and those it could import. */
import { CompletionItemKind } from 'vscode-languageserver';
import { documentOf, type PromptDocument } from '../../document.ts';
import type { DeclarationKind, Named } from '../../tree/declarations.ts';
import { importChange } from '../add-import.ts';
import { documentationOf } from '../describe.ts';
import type { Completion } from './completion.ts';

/** @param documents all whose names could be imported. */
export interface Names {
  readonly document: PromptDocument;
  readonly documents: readonly PromptDocument[];
}

/** More would bury the names at hand. */
const MOST_IMPORTABLE = 200;

export function declaredNames(names: Names, kinds: readonly DeclarationKind[]): Completion[] {
  const { document } = names;
  const known = [...document.names].filter(([, declaration]) => kinds.includes(declaration.keyword));
  return [...known.map(([name, declaration]) => knownName(document, name, declaration)), ...importable(names, kinds)];
}

function knownName(document: PromptDocument, label: string, declaration: Named): Completion {
  const home = documentOf(document, declaration);
  const from = home === document ? '' : ` from ${home.file}`;
  return { ...nameItem(label, declaration), detail: declaration.keyword + from, ...documented(document, declaration) };
}

/** Names of other files, each with the change that imports it. */
export function importable({ document, documents }: Names, kinds: readonly DeclarationKind[]): Completion[] {
  const others = documents.filter((each) => each.file !== document.file);
  const found = others.flatMap((other) =>
    [...other.declared]
      .filter(([name, declaration]) => kinds.includes(declaration.keyword) && !document.names.has(name))
      .map(([name, declaration]) => ({ name, declaration, other })),
  );
  return found.slice(0, MOST_IMPORTABLE).map(({ name, declaration, other }) => ({
    ...nameItem(name, declaration),
    detail: `${declaration.keyword} of ${other.file}; adds the import`,
    ...documented(other, declaration),
    additional: [importChange(document, other.file, name)],
  }));
}

function documented(document: PromptDocument, declaration: Named): Pick<Completion, 'documentation'> {
  const documentation = documentationOf(document, declaration);
  return documentation === '' ? {} : { documentation };
}

export function nameItem(label: string, { keyword }: Named): Completion {
  return { label, kind: kinds[keyword] };
}

const kinds: { readonly [K in DeclarationKind]: CompletionItemKind } = {
  model: CompletionItemKind.Module,
  class: CompletionItemKind.Class,
  group: CompletionItemKind.Enum,
  template: CompletionItemKind.Reference,
  wildcard: CompletionItemKind.Reference,
  let: CompletionItemKind.Constant,
  data: CompletionItemKind.Folder,
  benchmark: CompletionItemKind.Folder,
  recipe: CompletionItemKind.Function,
  evaluate: CompletionItemKind.Event,
  learn: CompletionItemKind.Function,
  curate: CompletionItemKind.Function,
};
