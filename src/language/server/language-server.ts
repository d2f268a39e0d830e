/** @file What the server offers beside what Langium knows to announce. */
import { DefaultLanguageServer } from 'langium/lsp';
import type { InitializeParams, InitializeResult } from 'vscode-languageserver';
import { codeActionKinds } from './providers/actions.ts';

export class PromptLanguageServer extends DefaultLanguageServer {
  protected override buildInitializeResult(params: InitializeParams): InitializeResult {
    const result = super.buildInitializeResult(params);
    return {
      ...result,
      capabilities: {
        ...result.capabilities,
        selectionRangeProvider: true,
        codeActionProvider: { codeActionKinds: [...codeActionKinds] },
      },
    };
  }
}
