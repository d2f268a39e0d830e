/** @file Which files the server offers to format: YAML and JSON have formatters of their own. */
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { createConnection } from 'vscode-languageserver/node.js';
import {
  type ClientCapabilities,
  createProtocolConnection,
  type InitializeResult,
  type RegistrationParams,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node.js';
import { serveLanguage } from '../../../src/language/server/serve.ts';

interface Offered {
  readonly announced: InitializeResult['capabilities'];
  /** Methods that the server registers after it was initialized. */
  readonly registered: readonly string[];
}

/** @param count of registrations that are waited for. */
async function offersTo(capabilities: ClientCapabilities, count: number): Promise<Offered> {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  serveLanguage(createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient)));
  const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const registered: string[] = [];
  const complete = new Promise<void>((resolve) => {
    const look = () => registered.length >= count && resolve();
    client.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
      for (const { method, registerOptions } of registrations)
        if (method.endsWith('ormatting')) registered.push(`${method} ${JSON.stringify(registerOptions)}`);
      look();
      return null;
    });
    look();
  });
  client.listen();
  const params = { processId: null, rootUri: null, capabilities };
  const { capabilities: announced } = await client.sendRequest<InitializeResult>('initialize', params);
  await client.sendNotification('initialized', {});
  await complete;
  await client.sendRequest('shutdown');
  client.dispose();
  toServer.destroy();
  toClient.destroy();
  return { announced, registered };
}

describe('formatting', () => {
  it('is announced to clients that cannot tell languages apart', async () => {
    const { announced } = await offersTo({}, 0);
    assert.deepEqual([announced.documentFormattingProvider, announced.documentRangeFormattingProvider], [true, true]);
  });

  it('is registered for our own languages where that is possible', async () => {
    const dynamicRegistration = true;
    const textDocument = {
      formatting: { dynamicRegistration },
      rangeFormatting: { dynamicRegistration },
      onTypeFormatting: { dynamicRegistration },
    };
    const { announced, registered } = await offersTo({ textDocument }, 3);
    assert.deepEqual(
      [
        announced.documentFormattingProvider,
        announced.documentRangeFormattingProvider,
        announced.documentOnTypeFormattingProvider,
      ],
      [undefined, undefined, undefined],
    );
    const selector =
      '"documentSelector":[{"language":"vlprompt"},{"pattern":"**/*.vlprompt"},{"language":"vlwildcard"}]';
    assert.deepEqual(
      registered.map((each) => each.split(' ')[0]),
      ['textDocument/formatting', 'textDocument/rangeFormatting', 'textDocument/onTypeFormatting'],
    );
    for (const each of registered) assert.ok(each.includes(selector), each);
  });
});
