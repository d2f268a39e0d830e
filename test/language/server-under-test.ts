/** @file A language server and a client in one process, connected by streams: the protocol itself is spoken. */
import { PassThrough } from 'node:stream';
import { createConnection } from 'vscode-languageserver/node.js';
import {
  createProtocolConnection,
  type InitializeParams,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node.js';
import { serveLanguage, type TokenCounting } from '../../src/language/server/serve.ts';
import { cursorIn } from './cursor.ts';

export interface ServerUnderTest {
  readonly client: ProtocolConnection;
  /** Opens a text with the cursor marked `<|>`. */
  open(marked: string): Promise<OpenText>;
  close(): Promise<void>;
}

export interface OpenText {
  readonly uri: string;
  readonly textDocument: { readonly uri: string };
  readonly position: { readonly line: number; readonly character: number };
  readonly diagnostics: PublishDiagnosticsParams['diagnostics'];
}

export async function startServer(
  params: Partial<InitializeParams> = {},
  counting?: TokenCounting,
): Promise<ServerUnderTest> {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  serveLanguage(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)), counting);
  const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const published = new Map<string, (found: PublishDiagnosticsParams) => void>();
  client.onNotification('textDocument/publishDiagnostics', (found: PublishDiagnosticsParams) =>
    published.get(found.uri)?.(found),
  );
  client.listen();
  await client.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {}, ...params });
  await client.sendNotification('initialized', {});
  let count = 0;
  const open = async (marked: string): Promise<OpenText> => {
    const { text, position } = cursorIn(marked);
    const uri = `untitled:Untitled-${++count}.vlprompt`;
    const diagnosed = new Promise<PublishDiagnosticsParams>((resolve) => published.set(uri, resolve));
    await client.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: 'vlprompt', version: 1, text },
    });
    const { diagnostics } = await diagnosed;
    return { uri, textDocument: { uri }, position, diagnostics };
  };
  const close = async () => {
    await client.sendRequest('shutdown');
    client.dispose();
    toServer.destroy();
    toClient.destroy();
  };
  return { client, open, close };
}
