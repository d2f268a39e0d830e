/** @file The features, in the shapes that Langium and the language server protocol want them in. */
import type { LangiumDocument } from 'langium';
import type { PartialLangiumLSPServices } from 'langium/lsp';
import {
  type CompletionItem,
  InsertTextFormat,
  LSPErrorCodes,
  MarkupKind,
  type Position,
  type Range,
  ResponseError,
  type TextEdit,
} from 'vscode-languageserver';
import { checkText } from '../checks/check.ts';
import type { PromptDocument } from '../document.ts';
import { type Completion, completionsAt } from '../features/completion.ts';
import { foldingRanges } from '../features/folding.ts';
import { hoverAt } from '../features/hover.ts';
import { pathLinks } from '../features/links.ts';
import { nameAt, placesOf } from '../features/name-at.ts';
import { rename } from '../features/rename.ts';
import { documentSymbols } from '../features/symbols.ts';
import { formatText } from '../format/format.ts';
import { type Named, namePlace } from '../tree/declarations.ts';
import type { Extent } from '../tree/extent.ts';
import { placeOf } from '../tree/places.ts';
import { toLsp } from './validator.ts';
import type { PromptWorkspace } from './workspace.ts';

/** Makes one provider of each kind; what they do is in `features/`. */
export function providers(workspace: PromptWorkspace): NonNullable<PartialLangiumLSPServices['lsp']> {
  const open = (document: LangiumDocument) => workspace.documentOf(document);
  return {
    DocumentSymbolProvider: { getSymbols: (document) => documentSymbols(open(document)) },
    FoldingRangeProvider: { getFoldingRanges: (document) => foldingRanges(open(document)) },
    HoverProvider: { getHoverContent: (document, { position }) => hover(open(document), position) },
    CompletionProvider: {
      completionOptions: { triggerCharacters: ['{', '.', '"', '(', '[', '/'] },
      getCompletion: (document, { position }) => complete(open(document), position),
    },
    DefinitionProvider: {
      getDefinition: (document, { position }) => define(open(document), document.textDocument.uri, position),
    },
    ReferencesProvider: {
      findReferences: (document, { position, context }) =>
        refer(open(document), position, context.includeDeclaration).map((range) => ({
          uri: document.textDocument.uri,
          range,
        })),
    },
    DocumentHighlightProvider: {
      getDocumentHighlight: (document, { position }) =>
        refer(open(document), position, true).map((range) => ({ range })),
    },
    RenameProvider: {
      prepareRename: (document, { position }) => renamable(open(document), position),
      rename: (document, { position, newName }) => {
        const edits = renameEdits(open(document), position, newName);
        return edits && { changes: { [document.textDocument.uri]: edits } };
      },
    },
    CodeActionProvider: {
      getCodeActions: (document, { range }) => quickFixes(open(document), document.textDocument.uri, range),
    },
    DocumentLinkProvider: {
      getDocumentLinks: (document) =>
        pathLinks(open(document)).map(({ at, path }) => ({
          range: rangeOf(open(document), at),
          target: workspace.resolve(document.uri, path).toString(),
        })),
    },
    Formatter: {
      formatDocument: (document) => formatEdits(open(document)),
      formatDocumentRange: (document) => formatEdits(open(document)),
      formatDocumentOnType: () => [],
      formatOnTypeOptions: undefined,
    },
  };
}

function offsetOf(document: PromptDocument, position: Position): number {
  return document.lines.offsetAt(position);
}

function rangeOf(document: PromptDocument, at: Extent): Range {
  return { start: document.lines.positionAt(at.start), end: document.lines.positionAt(at.end) };
}

function hover(document: PromptDocument, position: Position) {
  const found = hoverAt(document, offsetOf(document, position));
  return (
    found && { contents: { kind: MarkupKind.Markdown, value: found.markdown }, range: rangeOf(document, found.at) }
  );
}

function complete(document: PromptDocument, position: Position) {
  const { at, items } = completionsAt(document, offsetOf(document, position));
  const range = rangeOf(document, at);
  return { isIncomplete: false, items: items.map((item, index) => completionItem(item, range, index)) };
}

/** Sorted as the language has them, not by the alphabet. */
function completionItem(item: Completion, range: Range, index: number): CompletionItem {
  const { label, kind, detail, documentation, text, isSnippet } = item;
  return {
    label,
    kind,
    sortText: String(index).padStart(5, '0'),
    textEdit: { range, newText: text ?? label },
    ...(isSnippet && { insertTextFormat: InsertTextFormat.Snippet }),
    ...(detail !== undefined && { detail }),
    ...(documentation !== undefined && { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
  };
}

function define(document: PromptDocument, uri: string, position: Position) {
  const found = nameAt(document, offsetOf(document, position));
  if (found === undefined) return undefined;
  return [
    {
      originSelectionRange: rangeOf(document, found.at),
      targetUri: uri,
      targetRange: rangeOf(document, placeOf(found.declaration)),
      targetSelectionRange: rangeOf(document, namePlace(found.declaration)),
    },
  ];
}

function refer(document: PromptDocument, position: Position, isDeclarationWanted: boolean): Range[] {
  const declaration: Named | undefined = nameAt(document, offsetOf(document, position))?.declaration;
  return declaration ? placesOf(document, declaration, isDeclarationWanted).map((at) => rangeOf(document, at)) : [];
}

function renamable(document: PromptDocument, position: Position): Range | undefined {
  const found = nameAt(document, offsetOf(document, position));
  return found && rangeOf(document, found.at);
}

function renameEdits(document: PromptDocument, position: Position, name: string): TextEdit[] | undefined {
  const result = rename(document, offsetOf(document, position), name);
  if (result === undefined) return undefined;
  if ('refusal' in result) throw new ResponseError(LSPErrorCodes.RequestFailed, result.refusal);
  return result.changes.map(({ at, text }) => ({ range: rangeOf(document, at), newText: text }));
}

function quickFixes(document: PromptDocument, uri: string, range: Range) {
  const [start, end] = [offsetOf(document, range.start), offsetOf(document, range.end)];
  return checkText(document)
    .filter(({ at }) => at.start <= end && start <= at.end)
    .flatMap((found) => {
      if (found.fix === undefined) return [];
      const edit = { range: rangeOf(document, found.fix.at), newText: found.fix.text };
      const diagnostics = [toLsp(document, found)];
      return [
        {
          title: found.fix.title,
          kind: 'quickfix',
          diagnostics,
          isPreferred: true,
          edit: { changes: { [uri]: [edit] } },
        },
      ];
    });
}

function formatEdits(document: PromptDocument): TextEdit[] {
  const text = formatText(document.text);
  return text === document.text
    ? []
    : [{ range: rangeOf(document, { start: 0, end: document.text.length }), newText: text }];
}
