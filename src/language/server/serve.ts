/** @file The language, served over a connection of the language server protocol. */
import { readFile } from 'node:fs/promises';
import { URI } from 'langium';
import { startLanguageServer } from 'langium/lsp';
import type { Connection } from 'vscode-languageserver';
import {
  type CountTokensParams,
  countTokensRequest,
  type PlanParams,
  type PlanResult,
  planRequest,
  type ServerOptions,
} from '../../protocol/language.ts';
import type { TokenCounter } from '../host.ts';
import { nodeHost } from '../node-host.ts';
import { createServer, type PromptServer } from './services.ts';

type Counts = Awaited<ReturnType<TokenCounter>>;

/** Serves the connection until it ends. */
export function serveLanguage(connection: Connection): void {
  let options: ServerOptions = {};
  const countTokens: TokenCounter = async (model, texts) => {
    if (!options.countsTokens) return undefined;
    const params: CountTokensParams = { model, texts };
    // A client without its engine at hand leaves the check out rather than the diagnostics.
    return (await connection.sendRequest<Counts | null>(countTokensRequest, params).catch(() => null)) ?? undefined;
  };
  const server = createServer(connection, { ...nodeHost, countTokens });
  server.shared.lsp.LanguageServer.onInitialize((params) => {
    options = (params.initializationOptions as ServerOptions | undefined) ?? {};
  });
  connection.onRequest(planRequest, (params: PlanParams) => planOf(server, params));
  startLanguageServer(server.shared);
}

/** Of the text in the editor, or on disk when no editor has it. */
async function planOf({ shared, workspace }: PromptServer, params: PlanParams): Promise<PlanResult> {
  const uri = URI.parse(params.uri);
  const text = shared.workspace.TextDocuments.get(uri)?.getText() ?? (await readFile(uri.fsPath, 'utf8'));
  const { plan, problems } = await workspace.planText(uri, text);
  return { plan, errors: problems.filter((found) => found.severity === 'error').length };
}
