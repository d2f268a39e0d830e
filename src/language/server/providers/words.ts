/** @file Completion and hover. */
import type { LangiumDocument } from 'langium';
import type { PartialLangiumLSPServices } from 'langium/lsp';
import { type CompletionItem, InsertTextFormat, MarkupKind, type Position, type Range } from 'vscode-languageserver';
import type { PromptDocument } from '../../document.ts';
import { type Completion, completionsAt } from '../../features/completion.ts';
import { hoverAt } from '../../features/hover.ts';
import type { PromptWorkspace } from '../workspace.ts';
import { offsetOf, rangeOf } from './protocol.ts';

export function wordProviders(workspace: PromptWorkspace): NonNullable<PartialLangiumLSPServices['lsp']> {
  const open = (document: LangiumDocument) => workspace.documentOf(document);
  return {
    HoverProvider: { getHoverContent: (document, { position }) => hover(open(document), position) },
    CompletionProvider: {
      completionOptions: { triggerCharacters: ['{', '.', '"', '(', '[', '/'] },
      getCompletion: (document, { position }) => complete(open(document), position),
    },
  };
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
