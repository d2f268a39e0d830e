/** @file The language server, put together. */
import {
  DefaultWorkspaceManager,
  type FileSystemNode,
  inject,
  type LangiumSharedCoreServices,
  type Module,
} from 'langium';
import {
  createDefaultModule,
  createDefaultSharedModule,
  DefaultDocumentUpdateHandler,
  type LangiumServices,
  type LangiumSharedServices,
  type PartialLangiumServices,
} from 'langium/lsp';
import { NodeFileSystem } from 'langium/node';
import type { Connection, FileSystemWatcher } from 'vscode-languageserver';
import { VlpromptGeneratedModule, VlpromptGeneratedSharedModule } from '../generated/module.ts';
import type { Host } from '../host.ts';
import { parserModule } from '../parser/module.ts';
import { PromptLanguageServer } from './language-server.ts';
import { providers } from './providers.ts';
import { PromptValidator } from './validator.ts';
import { PromptWorkspace } from './workspace.ts';

export interface PromptServer {
  readonly shared: LangiumSharedServices;
  readonly workspace: PromptWorkspace;
}

export function createServer(connection: Connection, host: Host): PromptServer {
  const shared = inject(createDefaultSharedModule({ connection, ...NodeFileSystem }), VlpromptGeneratedSharedModule, {
    workspace: { WorkspaceManager: (services: LangiumSharedCoreServices) => new OpenFilesOnly(services) },
    lsp: {
      DocumentUpdateHandler: (services: LangiumSharedServices) => new EditsOnly(services),
      LanguageServer: (services: LangiumSharedServices) => new PromptLanguageServer(services),
    },
  });
  const workspace = new PromptWorkspace(shared, host);
  const own: Module<LangiumServices, PartialLangiumServices> = {
    validation: { DocumentValidator: () => new PromptValidator(workspace) },
    lsp: Object.fromEntries(Object.entries(providers(workspace)).map(([name, provider]) => [name, () => provider])),
  };
  const services = inject(createDefaultModule({ shared }), VlpromptGeneratedModule, parserModule, own);
  shared.ServiceRegistry.register(services);
  return { shared, workspace };
}

/** Files stand for themselves as long as they cannot import each other, so only open ones are read. */
class OpenFilesOnly extends DefaultWorkspaceManager {
  override shouldIncludeEntry(_entry: FileSystemNode): boolean {
    return false;
  }
}

/** Changes on disk do not matter to open files, and while images are drawn there are many. */
class EditsOnly extends DefaultDocumentUpdateHandler {
  protected override getWatchers(): FileSystemWatcher[] {
    return [];
  }
}
