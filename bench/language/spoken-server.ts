/** @file The language server in a process of its own, and a client that waits for what it says. */
import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  createProtocolConnection,
  type Diagnostic,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node.js';
import { type Cost, costOf } from './cost.ts';

const server = fileURLToPath(new URL('../../src/language/server.ts', import.meta.url));
const tsx = import.meta.resolve('tsx');
const reporter = import.meta.resolve('./report-usage.ts');

export interface SpokenServer {
  readonly client: ProtocolConnection;
  /** Sends the whole text as the next version, and resolves with the cost up to the diagnostics that answer it. */
  type(uri: string, text: string, isAnswer: (found: readonly Diagnostic[]) => boolean): Promise<Cost>;
  /** Processor time that the server has taken. */
  usage(): Promise<NodeJS.CpuUsage>;
  stop(): Promise<void>;
}

/** @param workspace absolute path of its only folder; none when undefined. */
export async function startSpokenServer(workspace?: string): Promise<SpokenServer> {
  const child = spawn(process.execPath, ['--import', tsx, '--import', reporter, server, '--stdio'], {
    stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
  });
  const client = createProtocolConnection(
    new StreamMessageReader(child.stdout as Readable),
    new StreamMessageWriter(child.stdin as Writable),
  );
  let heard: (found: PublishDiagnosticsParams) => void = () => {};
  client.onNotification('textDocument/publishDiagnostics', (found: PublishDiagnosticsParams) => heard(found));
  client.onRequest('client/registerCapability', () => null);
  client.listen();
  const rootUri = workspace === undefined ? null : pathToFileURL(workspace).href;
  const workspaceFolders = rootUri === null ? null : [{ uri: rootUri, name: 'bench' }];
  await client.sendRequest('initialize', { processId: process.pid, rootUri, workspaceFolders, capabilities: {} });
  await client.sendNotification('initialized', {});
  const usage = () =>
    new Promise<NodeJS.CpuUsage>((resolve) => {
      child.once('message', (found) => resolve(found as NodeJS.CpuUsage)); // The reporter says nothing else.
      child.send('usage');
    });
  const versions = new Map<string, number>();
  return {
    client,
    usage,
    async type(uri, text, isAnswer) {
      const version = (versions.get(uri) ?? 0) + 1;
      versions.set(uri, version);
      const answered = new Promise<void>((resolve) => {
        heard = (found) => found.uri === uri && isAnswer(found.diagnostics) && resolve();
      });
      const textDocument = { uri, version };
      return costOf(usage, () => {
        if (version === 1)
          client.sendNotification('textDocument/didOpen', {
            textDocument: { ...textDocument, languageId: 'vlprompt', text },
          });
        else client.sendNotification('textDocument/didChange', { textDocument, contentChanges: [{ text }] });
        return answered;
      });
    },
    async stop() {
      await client.sendRequest('shutdown');
      await client.sendNotification('exit');
      client.dispose();
    },
  };
}
