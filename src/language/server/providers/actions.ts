/** @file Code actions. */
import type { PartialLangiumLSPServices } from 'langium/lsp';
import { CodeActionKind, type Range } from 'vscode-languageserver';
import { checkText } from '../../checks/check.ts';
import type { PromptDocument } from '../../document.ts';
import { toLsp } from '../validator.ts';
import type { PromptWorkspace } from '../workspace.ts';
import { editsOf, extentOf } from './protocol.ts';

export const codeActionKinds: readonly CodeActionKind[] = [CodeActionKind.QuickFix];

export function actionProviders(workspace: PromptWorkspace): NonNullable<PartialLangiumLSPServices['lsp']> {
  return {
    CodeActionProvider: {
      getCodeActions: (document, { range }) =>
        quickFixes(workspace.documentOf(document), document.textDocument.uri, range),
    },
  };
}

function quickFixes(document: PromptDocument, uri: string, range: Range) {
  const { start, end } = extentOf(document, range);
  return checkText(document)
    .filter(({ at }) => at.start <= end && start <= at.end)
    .flatMap((found) => {
      if (found.fix === undefined) return [];
      const diagnostics = [toLsp(document, found)];
      const edit = { changes: { [uri]: editsOf(document, [found.fix]) } };
      return [{ title: found.fix.title, kind: CodeActionKind.QuickFix, diagnostics, isPreferred: true, edit }];
    });
}
