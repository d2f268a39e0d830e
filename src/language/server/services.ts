/** @file The language server, put together. */
import {
  DefaultIndexManager,
  DefaultWorkspaceManager,
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
import { VlpromptGeneratedModule, VlpromptGeneratedSharedModule } from '../generated/module.ts';
import type { Host } from '../host.ts';
import { parserModule } from '../parser/module.ts';
import { Freshness } from './freshness.ts';
import { PromptLanguageServer } from './language-server.ts';
import { PromptFileRenames, PromptSymbols } from './providers/workspace-wide.ts';
import { providers } from './providers.ts';
import { TokenPhase } from './token-phase.ts';
import { PromptUpdates } from './updates.ts';
import { PromptValidator } from './validator.ts';
import { PromptWorkspace } from './workspace.ts';

export interface PromptServer {
  readonly shared: LangiumSharedServices;
  readonly workspace: PromptWorkspace;
}

export function createServer(connection: Connection, host: Host): PromptServer {
  const shared: LangiumSharedServices = inject(
    createDefaultSharedModule({ connection, ...NodeFileSystem }),
    VlpromptGeneratedSharedModule,
    {
      workspace: {
        WorkspaceManager: (services: LangiumSharedCoreServices) => new OpenFilesOnly(services),
        IndexManager: (services: LangiumSharedCoreServices) => new ImportIndex(services, () => freshness),
      },
      lsp: {
        DocumentUpdateHandler: (services: LangiumSharedServices) => new PromptUpdates(services, () => workspace),
        LanguageServer: (services: LangiumSharedServices) => new PromptLanguageServer(services),
        WorkspaceSymbolProvider: () => new PromptSymbols(() => workspace),
        FileOperationHandler: () => new PromptFileRenames(() => workspace),
      },
    },
  );
  const workspace: PromptWorkspace = new PromptWorkspace(shared, host);
  const tokens = new TokenPhase(connection, workspace);
  const freshness = new Freshness(workspace, tokens);
  const own: Module<LangiumServices, PartialLangiumServices> = {
    validation: { DocumentValidator: () => new PromptValidator(workspace, tokens) },
    lsp: Object.fromEntries(Object.entries(providers(workspace)).map(([name, provider]) => [name, () => provider])),
  };
  const services = inject(createDefaultModule({ shared }), VlpromptGeneratedModule, parserModule, own);
  shared.ServiceRegistry.register(services);
  shared.workspace.DocumentBuilder.onUpdate((_changed, deleted) => {
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
  private readonly freshness: () => Freshness;

  constructor(services: LangiumSharedCoreServices, freshness: () => Freshness) {
    super(services);
    this.freshness = freshness;
  }

  override isAffected(document: LangiumDocument, changed: Set<string>): boolean {
    return this.freshness().isAffected(document.uri, changed);
  }
}
