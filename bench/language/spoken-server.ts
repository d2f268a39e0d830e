/** @file The language server in a process of its own, and a client that waits for what it says. */
import { spawn } from 'node:child_process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type Diagnostic,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node.js';

const server = fileURLToPath(new URL('../../src/language/server.ts', import.meta.url));
const tsx = import.meta.resolve('tsx');

export interface SpokenServer {
  readonly client: ProtocolConnection;
  /** Sends the whole text as the next version, and resolves with the milliseconds until diagnostics answer it. */
  type(uri: string, text: string, isAnswer: (found: readonly Diagnostic[]) => boolean): Promise<number>;
  stop(): Promise<void>;
}

/** @param workspace absolute path of its only folder; none when undefined. */
export async function startSpokenServer(workspace?: string): Promise<SpokenServer> {
  const child = spawn(process.execPath, ['--import', tsx, server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const client = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  let heard: (found: PublishDiagnosticsParams) => void = () => {};
  client.onNotification('textDocument/publishDiagnostics', (found: PublishDiagnosticsParams) => heard(found));
  client.onRequest('client/registerCapability', () => null);
  client.listen();
  const rootUri = workspace === undefined ? null : pathToFileURL(workspace).href;
  const workspaceFolders = rootUri === null ? null : [{ uri: rootUri, name: 'bench' }];
  await client.sendRequest('initialize', { processId: process.pid, rootUri, workspaceFolders, capabilities: {} });
  await client.sendNotification('initialized', {});
  const versions = new Map<string, number>();
  return {
    client,
    async type(uri, text, isAnswer) {
      const version = (versions.get(uri) ?? 0) + 1;
      versions.set(uri, version);
      const answered = new Promise<void>((resolve) => {
        heard = (found) => found.uri === uri && isAnswer(found.diagnostics) && resolve();
      });
      const started = performance.now();
      const textDocument = { uri, version };
      if (version === 1)
        client.sendNotification('textDocument/didOpen', {
          textDocument: { ...textDocument, languageId: 'vlprompt', text },
        });
      else client.sendNotification('textDocument/didChange', { textDocument, contentChanges: [{ text }] });
      await answered;
      return performance.now() - started;
    },
    async stop() {
      await client.sendRequest('shutdown');
      await client.sendNotification('exit');
      client.dispose();
    },
  };
}
