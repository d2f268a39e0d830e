/** @file The outline of a file. */
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import { type PromptDocument, spanOf } from '../document.ts';
import type { Declaration, Import, Member } from '../generated/ast.ts';
import { isNamed, keywordPlace, membersOf, type Named, namePlace } from '../tree/declarations.ts';
import type { Extent } from '../tree/extent.ts';
import { placeOf, placeOfProperty, quotedText } from '../tree/places.ts';

export const symbolKinds: { readonly [K in Named['keyword']]: SymbolKind } = {
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
  return document.tree.declarations.flatMap((declaration) => {
    if (isNamed(declaration)) return [symbolOf(document, declaration)];
    return declaration.path === undefined ? [] : [importSymbol(document, declaration)];
  });
}

function symbolOf(document: PromptDocument, declaration: Named): DocumentSymbol {
  return {
    name: declaration.name ?? `(${declaration.keyword} without a name)`,
    detail: detailOf(document, declaration),
    kind: symbolKinds[declaration.keyword],
    range: spanOf(document, placeOf(declaration)),
    selectionRange: spanOf(
      document,
      declaration.name === undefined ? keywordPlace(declaration) : namePlace(declaration),
    ),
    children: membersOf(declaration).map((member) => memberSymbol(document, member)),
  };
}

function importSymbol(document: PromptDocument, declaration: Import): DocumentSymbol {
  const at = declaration.path ? placeOf(declaration.path) : keywordPlace(declaration);
  return {
    name: brief(document, at),
    detail: declaration.names.length === 0 ? 'import' : `import ${declaration.names.join(', ')}`,
    kind: SymbolKind.Module,
    range: spanOf(document, placeOf(declaration)),
    selectionRange: spanOf(document, at),
  };
}

/** What stands beside the name, where it tells more than the kind. */
function detailOf(document: PromptDocument, declaration: Declaration): string {
  const shown = shownBeside(declaration);
  return shown === undefined ? declaration.keyword : brief(document, shown);
}

function shownBeside(declaration: Declaration): Extent | undefined {
  if ('caption' in declaration && declaration.caption) return inside(declaration.caption);
  if ('spec' in declaration && declaration.spec) return inside(declaration.spec);
  if ('path' in declaration && declaration.path) return inside(declaration.path);
  return 'value' in declaration && declaration.value ? placeOf(declaration.value) : undefined;
}

function inside(text: Parameters<typeof quotedText>[0]): Extent {
  const { text: written, offsetAt } = quotedText(text);
  return { start: offsetAt(0), end: offsetAt(written.length) };
}

function memberSymbol(document: PromptDocument, member: Member): DocumentSymbol {
  const range = spanOf(document, placeOf(member));
  if (member.$type !== 'Setting')
    return { name: brief(document, placeOf(member)), kind: memberKinds[member.$type], range, selectionRange: range };
  const selectionRange = spanOf(document, placeOfProperty(member, 'key'));
  const detail = member.value ? brief(document, placeOf(member.value)) : '';
  return { name: member.key, detail, kind: SymbolKind.Property, range, selectionRange };
}

const memberKinds: { readonly [K in Exclude<Member['$type'], 'Setting'>]: SymbolKind } = {
  Line: SymbolKind.String,
  Judgement: SymbolKind.Boolean,
  Filter: SymbolKind.Operator,
  Zip: SymbolKind.Operator,
  Unfinished: SymbolKind.Property,
};

const LONGEST = 60;

/** On one line; names of symbols must not be empty. */
function brief({ text }: PromptDocument, at: Extent): string {
  const line = text.slice(at.start, at.end).replace(/\s+/g, ' ').trim();
  if (line === '') return '""';
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
