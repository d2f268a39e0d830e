/** @file The language, served over a connection of the language server protocol. */
import { DocumentState, URI } from 'langium';
import { startLanguageServer } from 'langium/lsp';
import type { Connection, SelectionRangeParams } from 'vscode-languageserver';
import {
  isWildcardFileRequest,
  modelsChangedNotification,
  type ServerOptions,
  type WildcardFileParams,
} from '../../protocol/language.ts';
import type { TokenCounter } from '../host.ts';
import { nodeHost } from '../node-host.ts';
import { serveConditions } from './conditions.ts';
import { serveExchange } from './exchange.ts';
import { FeatureRefresh } from './feature-refresh.ts';
import { serveImages } from './images.ts';
import { servePlansAt } from './plan-at.ts';
import { ServedPlans } from './plans.ts';
import { selectionRanges } from './providers/structure.ts';
import { createServer, type PromptServer } from './services.ts';
import { isWildcards } from './wildcards/open-wildcards.ts';
import { serveWordings } from './wordings.ts';

/** Counts tokens for the models that a client's options tell of. */
export type TokenCounting = (options: ServerOptions, workspace: string) => TokenCounter;

/** Serves the connection until it ends. @param counting left out, prompts are not measured. */
export function serveLanguage(connection: Connection, counting?: TokenCounting): void {
  let options: ServerOptions = {};
  // The options are known only once the client has said hello.
  const tokenCounterOf = counting && ((workspace: string) => counting(options, workspace));
  const host = { ...nodeHost, ...(tokenCounterOf && { tokenCounterOf }) };
  const server = createServer(connection, host, () => options);
  server.shared.lsp.LanguageServer.onInitialize((params) => {
    options = (params.initializationOptions as ServerOptions | undefined) ?? {};
  });
  new ServedPlans(connection, server);
  servePlansAt(connection, server.workspace);
  serveImages(connection, server.workspace);
  new FeatureRefresh(connection, server.shared);
  const textOf = (uri: string) => server.shared.workspace.TextDocuments.get(uri)?.getText();
  serveExchange(connection, textOf);
  serveWordings(connection, server.workspace, textOf);
  serveConditions(connection, server.workspace, textOf);
  connection.onNotification(modelsChangedNotification, () => checkAnew(server));
  connection.onRequest(isWildcardFileRequest, (params: WildcardFileParams) => isWildcardFile(server, params));
  connection.onSelectionRanges((params) => selectionsOf(server, params));
  startLanguageServer(server.shared);
}

/** Every file that an editor has, for what lies beside it is other now. */
async function checkAnew({ shared }: PromptServer): Promise<void> {
  const open = shared.workspace.TextDocuments.keys().map((uri) => URI.parse(uri));
  await shared.workspace.WorkspaceLock.write((token) => shared.workspace.DocumentBuilder.update([...open], [], token));
}

/** Langium has no provider for it. */
async function selectionsOf({ shared, workspace }: PromptServer, params: SelectionRangeParams) {
  const uri = URI.parse(params.textDocument.uri);
  const open = shared.workspace.TextDocuments.get(uri);
  if (open === undefined || isWildcards(open)) return null;
  await shared.workspace.WorkspaceManager.ready;
  await shared.workspace.DocumentBuilder.waitUntil(DocumentState.Parsed, uri);
  const document = await shared.workspace.LangiumDocuments.getOrCreateDocument(uri);
  return selectionRanges(workspace.documentOf(document), params.positions);
}

/** Whether some prompt file of the workspace reads wildcards from the file. */
async function isWildcardFile({ workspace }: PromptServer, params: WildcardFileParams): Promise<boolean> {
  await workspace.indexed;
  const { folder, file } = workspace.placeOf(URI.parse(params.uri));
  return folder.library.wildcardPaths().includes(file);
}
