/**
 * @file Asks editors anew for what they show of a text that has not changed: hints and colours that other files or
 * settings have made others.
 */
import { DocumentState, type LangiumDocument } from 'langium';
import type { LangiumSharedServices } from 'langium/lsp';
import { type Connection, InlayHintRefreshRequest, SemanticTokensRefreshRequest } from 'vscode-languageserver';

const requests = {
  inlayHint: InlayHintRefreshRequest.type,
  semanticTokens: SemanticTokensRefreshRequest.type,
} as const;

type Refreshed = keyof typeof requests;

export class FeatureRefresh {
  private readonly connection: Pick<Connection, 'sendRequest'>;
  /** By URI, of the text that was looked at last. */
  private readonly versions = new Map<string, number>();
  private supported: { readonly [F in Refreshed]?: { readonly refreshSupport?: boolean } } = {};

  constructor(connection: Pick<Connection, 'sendRequest'>, { lsp, workspace }: LangiumSharedServices) {
    this.connection = connection;
    lsp.LanguageServer.onInitialize(({ capabilities }) => {
      this.supported = capabilities.workspace ?? {};
    });
    // Kinds of hints come and go with the client's settings.
    workspace.ConfigurationProvider.onConfigurationSectionUpdate(() => this.refresh('inlayHint'));
    workspace.DocumentBuilder.onBuildPhase(DocumentState.Validated, (documents) => this.follow(documents));
  }

  /** What is looked at again with the text that it had before, is because of other files. */
  private follow(documents: readonly LangiumDocument[]): void {
    const isUnchanged = documents.some(({ textDocument: { uri, version } }) => this.versions.get(uri) === version);
    for (const { textDocument } of documents) this.versions.set(textDocument.uri, textDocument.version);
    if (!isUnchanged) return;
    this.refresh('inlayHint');
    this.refresh('semanticTokens');
  }

  /** Not awaited: an editor may answer only after what it asks for meanwhile, which waits for the phase to end. */
  private refresh(feature: Refreshed): void {
    if (this.supported[feature]?.refreshSupport !== true) return;
    this.connection.sendRequest(requests[feature]).catch((error) => console.error(error));
  }
}
