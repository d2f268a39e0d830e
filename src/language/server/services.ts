/** @file The language server, put together. */
import {
  DefaultIndexManager,
  DefaultWorkspaceManager,
  DocumentState,
  type FileSystemNode,
  inject,
  type LangiumDocument,
  type LangiumSharedCoreServices,
  type Module,
} from 'langium';
import {
  createDefaultModule,
  createDefaultSharedModule,
  type LangiumServices,
  type LangiumSharedServices,
  type PartialLangiumServices,
} from 'langium/lsp';
import { NodeFileSystem } from 'langium/node';
import type { Connection } from 'vscode-languageserver';
import { downloadCommand, type ServerOptions } from '../../protocol/language.ts';
import { VlpromptGeneratedModule, VlpromptGeneratedSharedModule } from '../generated/module.ts';
import type { Host } from '../host.ts';
import { parserModule } from '../parser/module.ts';
import { PromptDocumentBuilder } from './document-builder.ts';
import { Freshness } from './freshness.ts';
import { PromptLanguageServer } from './language-server.ts';
import { noReferences } from './no-references.ts';
import { PromptFileRenames, PromptSymbols } from './providers/workspace-wide.ts';
import { providers } from './providers.ts';
import { TokenPhase } from './token-phase.ts';
import { PromptUpdates } from './updates.ts';
import { PromptValidator } from './validator.ts';
import { isWildcards, WildcardWorkspace } from './wildcards/open-wildcards.ts';
import { serveWildcards } from './wildcards/wildcard-language.ts';
import { WildcardReports } from './wildcards/wildcard-reports.ts';
import { PromptWorkspace } from './workspace.ts';

export interface PromptServer {
  readonly shared: LangiumSharedServices;
  readonly workspace: PromptWorkspace;
}

/** @param options of the client, known once it has said hello */
export function createServer(connection: Connection, host: Host, options: () => ServerOptions): PromptServer {
  const shared: LangiumSharedServices = inject(
    createDefaultSharedModule({ connection, ...NodeFileSystem }),
    VlpromptGeneratedSharedModule,
    {
      workspace: {
        DocumentBuilder: (services: LangiumSharedCoreServices) => new PromptDocumentBuilder(services),
        WorkspaceManager: (services: LangiumSharedCoreServices) => new OpenFilesOnly(services),
        IndexManager: (services: LangiumSharedCoreServices) =>
          new ImportIndex(services, () => ({ freshness, wildcards })),
      },
      lsp: {
        DocumentUpdateHandler: (services: LangiumSharedServices) => new PromptUpdates(services, () => workspace),
        LanguageServer: (services: LangiumSharedServices) => new PromptLanguageServer(services),
        WorkspaceSymbolProvider: () => new PromptSymbols(() => workspace),
        FileOperationHandler: ({ lsp }: LangiumSharedServices) =>
          new PromptFileRenames(
            () => workspace,
            (changes) => lsp.DocumentUpdateHandler.didChangeWatchedFiles?.({ changes }),
          ),
      },
    },
  );
  const workspace: PromptWorkspace = new PromptWorkspace(shared, host);
  const tokens = new TokenPhase(connection, workspace);
  const freshness = new Freshness(workspace, tokens);
  const wildcards = new WildcardWorkspace(workspace, shared);
  const hintSettings = () => shared.workspace.ConfigurationProvider.getConfiguration('vlprompt', 'inlayHints');
  const canDownload = () => options().commands?.includes(downloadCommand) ?? false;
  const own: Module<LangiumServices, PartialLangiumServices> = {
    validation: { DocumentValidator: () => new PromptValidator(workspace, tokens) },
    lsp: Object.fromEntries(
      Object.entries(providers(workspace, hintSettings, canDownload)).map(([name, provider]) => [name, () => provider]),
    ),
  };
  const services = inject(createDefaultModule({ shared }), VlpromptGeneratedModule, parserModule, noReferences, own);
  shared.ServiceRegistry.register(services);
  serveWildcards(shared, wildcards);
  new WildcardReports(connection, shared, wildcards);
  // Files that import it are checked after it was parsed, perhaps before it is checked itself.
  shared.workspace.DocumentBuilder.onDocumentPhase(DocumentState.Parsed, (document) => {
    if (!isWildcards(document.textDocument)) workspace.documentOf(document);
  });
  shared.workspace.DocumentBuilder.onUpdate((changed, deleted) => {
    for (const uri of changed) tokens.hold(uri.toString());
    for (const uri of deleted) tokens.forget(uri.toString());
  });
  connection.onExit(() => tokens.dispose());
  return { shared, workspace };
}

/** Files that no editor has are read by the workspace itself, and need none of Langium's phases. */
class OpenFilesOnly extends DefaultWorkspaceManager {
  override shouldIncludeEntry(_entry: FileSystemNode): boolean {
    return false;
  }
}

/** Says which open files are checked anew when others change. */
class ImportIndex extends DefaultIndexManager {
  private readonly judges: () => { readonly freshness: Freshness; readonly wildcards: WildcardWorkspace };

  constructor(services: LangiumSharedCoreServices, judges: ImportIndex['judges']) {
    super(services);
    this.judges = judges;
  }

  override isAffected(document: LangiumDocument, changed: Set<string>): boolean {
    const { freshness, wildcards } = this.judges();
    if (isWildcards(document.textDocument)) return changed.size > 0 || wildcards.isOutdated(document);
    return freshness.isAffected(document.uri, changed);
  }
}
