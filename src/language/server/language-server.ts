/** @file What the server offers beside what Langium knows to announce. */
import { DefaultLanguageServer } from 'langium/lsp';
import {
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  type InitializedParams,
  type InitializeParams,
  type InitializeResult,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { actionKinds } from '../features/actions/actions.ts';
import { WILDCARD_LANGUAGE } from './wildcards/open-wildcards.ts';

/** Files that the server formats. Those of YAML and JSON it only reads: they have formatters of their own. */
const documentSelector = [{ language: 'vlprompt' }, { pattern: '**/*.vlprompt' }, { language: WILDCARD_LANGUAGE }];

export class PromptLanguageServer extends DefaultLanguageServer {
  /** What is offered for some languages only, to clients that can tell them apart. */
  private later: Pick<ServerCapabilities, 'documentOnTypeFormattingProvider'> | undefined;

  protected override buildInitializeResult(params: InitializeParams): InitializeResult {
    const result = super.buildInitializeResult(params);
    const capabilities: ServerCapabilities = {
      ...result.capabilities,
      selectionRangeProvider: true,
      codeActionProvider: { codeActionKinds: [...actionKinds] },
    };
    if (!canRegisterFormatting(params)) return { ...result, capabilities };
    const { documentFormattingProvider, documentRangeFormattingProvider, ...others } = capabilities;
    const { documentOnTypeFormattingProvider, ...announced } = others;
    this.later = { ...(documentOnTypeFormattingProvider && { documentOnTypeFormattingProvider }) };
    return { ...result, capabilities: announced };
  }

  override initialized(params: InitializedParams): void {
    super.initialized(params);
    const client = this.services.lsp.Connection?.client;
    if (this.later === undefined || client === undefined) return;
    const { documentOnTypeFormattingProvider: onType } = this.later;
    void client.register(DocumentFormattingRequest.type, { documentSelector });
    void client.register(DocumentRangeFormattingRequest.type, { documentSelector });
    if (onType) void client.register(DocumentOnTypeFormattingRequest.type, { documentSelector, ...onType });
  }
}

function canRegisterFormatting({ capabilities: { textDocument } }: InitializeParams): boolean {
  const wanted = [textDocument?.formatting, textDocument?.rangeFormatting, textDocument?.onTypeFormatting];
  return wanted.every((each) => each?.dynamicRegistration === true);
}
