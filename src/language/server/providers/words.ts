/** @file Completion and hover. */
import type { PartialLangiumLSPServices } from 'langium/lsp';
import {
  type CompletionItem,
  type CompletionList,
  type Hover,
  InsertTextFormat,
  MarkupKind,
  type Position,
} from 'vscode-languageserver';
import type { PromptDocument } from '../../document.ts';
import type { Completion, Completions } from '../../features/completion/completion.ts';
import { completionsAt } from '../../features/completion/completions-at.ts';
import { hoverAt } from '../../features/hover.ts';
import { tokenNoteAt } from '../../features/token-note.ts';
import type { TokenCounter } from '../../host.ts';
import { noDisk } from '../disk.ts';
import type { PromptWorkspace } from '../workspace.ts';
import { type OpenFiles, openFiles } from './files.ts';
import { editsOf, offsetOf, rangeOf } from './protocol.ts';

export function wordProviders(workspace: PromptWorkspace): NonNullable<PartialLangiumLSPServices['lsp']> {
  return {
    HoverProvider: {
      getHoverContent: (document, { position }) =>
        hover(openFiles(workspace, document), position, workspace.tokenCounterFor(document.uri)),
    },
    CompletionProvider: {
      completionOptions: { triggerCharacters: ['{', '.', '"', '(', '[', '/', '_', ':', ' '] },
      getCompletion: async (document, { position }) => {
        const { document: open, documents } = openFiles(workspace, document);
        const disk = document.uri.scheme === 'file' ? workspace.diskOf(document.uri) : noDisk;
        return completionList(open, await completionsAt(open, offsetOf(open, position), documents, disk));
      },
    },
  };
}

/** Tokens are told of where they can be counted. */
async function hover(
  { document, documents }: OpenFiles,
  position: Position,
  counter: TokenCounter | undefined,
): Promise<Hover | undefined> {
  const offset = offsetOf(document, position);
  const found = hoverAt(document, offset, documents);
  const tokens = counter ? await tokenNoteAt(document, offset, counter) : '';
  const value = [found?.markdown ?? '', tokens].filter((part) => part !== '').join('\n\n');
  if (value === '') return undefined;
  return { contents: { kind: MarkupKind.Markdown, value }, ...(found && { range: rangeOf(document, found.at) }) };
}

function completionList(document: PromptDocument, completions: Completions): CompletionList {
  const items = completions.items.map((item, index) => completionItem(document, item, completions, index));
  return { isIncomplete: false, items };
}

/** Sorted as the language has them, not by the alphabet. */
function completionItem(
  document: PromptDocument,
  item: Completion,
  { at }: Completions,
  index: number,
): CompletionItem {
  const { label, kind, detail, documentation, text, isSnippet, additional } = item;
  const replaced = item.at ?? at;
  return {
    label,
    kind,
    sortText: String(index).padStart(5, '0'),
    textEdit: { range: rangeOf(document, replaced), newText: text ?? label },
    // Editors filter by what is replaced, which may begin before the word.
    ...(item.at && { filterText: document.text.slice(replaced.start, at.end) }),
    ...(isSnippet && { insertTextFormat: InsertTextFormat.Snippet }),
    ...(detail !== undefined && { detail }),
    ...(documentation !== undefined && { documentation: { kind: MarkupKind.Markdown, value: documentation } }),
    ...(additional && { additionalTextEdits: editsOf(document, additional) }),
  };
}
