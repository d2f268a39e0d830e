/** @file Formatting: whole, of a range, and while typing. */
import type { LangiumDocument } from 'langium';
import type { PartialLangiumLSPServices } from 'langium/lsp';
import type { DocumentOnTypeFormattingParams, DocumentRangeFormattingParams } from 'vscode-languageserver';
import { formatHealthy, formatRange, formatsAfter, formatTyped } from '../../format/partial.ts';
import type { PromptWorkspace } from '../workspace.ts';
import { editsOf, extentOf, offsetOf } from './protocol.ts';

export function formatProviders(workspace: PromptWorkspace): NonNullable<PartialLangiumLSPServices['lsp']> {
  const [firstTriggerCharacter, ...moreTriggerCharacter] = formatsAfter;
  return {
    Formatter: {
      formatDocument: (document: LangiumDocument) => {
        const open = workspace.documentOf(document);
        return editsOf(open, formatHealthy(open.text));
      },
      formatDocumentRange: (document: LangiumDocument, { range }: DocumentRangeFormattingParams) => {
        const open = workspace.documentOf(document);
        return editsOf(open, formatRange(open, extentOf(open, range)));
      },
      formatDocumentOnType: (document: LangiumDocument, { position, ch }: DocumentOnTypeFormattingParams) => {
        const open = workspace.documentOf(document);
        return editsOf(open, formatTyped(open, offsetOf(open, position), ch));
      },
      formatOnTypeOptions: { firstTriggerCharacter, moreTriggerCharacter },
    },
  };
}
