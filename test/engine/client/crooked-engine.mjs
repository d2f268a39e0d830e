/**
 * @file An engine process that misbehaves as it is told: `settings.workspace` names how. The protocol is the real one.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter, ResponseError } from 'vscode-jsonrpc/node.js';

const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
let settings = { workspace: '', store: '' };

function block() {
  for (;;); // As a native run that never ends.
}

const initialize = {
  'exit-at-start': () => {
    console.error('Error: cannot load the library of dreams.');
    process.exit(3);
  },
  'never-ready': () => new Promise(() => {}),
  refuse: () => {
    throw new ResponseError(-32803, 'The store folder /x cannot be written to.', { code: 'store-read-only' });
  },
};

const draw = {
  'crash-once': () => {
    if (existsSync(settings.store)) return process.pid;
    writeFileSync(settings.store, 'crashed');
    process.kill(process.pid, 'SIGKILL');
    return block();
  },
  'crash-always': () => {
    process.kill(process.pid, 'SIGABRT');
    return block();
  },
  'hang-on-draw': block,
  'deaf-to-shutdown': () => new Promise(() => {}),
};

connection.onRequest('initialize', async ({ params }) => {
  settings = params;
  await initialize[settings.workspace]?.();
  return { version: '1', process: process.pid, runtime: 'none', provider: 'cpu', providerReason: 'It is.', providers: [] };
});
connection.onRequest('lookup', () => ({ recipe: settings.workspace, cells: [], done: process.pid }));
connection.onRequest('doctor', () => process.kill(process.pid, 'SIGKILL') && block());
connection.onRequest('draw', async () => ({ done: (await draw[settings.workspace]?.()) ?? process.pid }));
connection.onRequest('shutdown', () => {
  if (settings.workspace !== 'deaf-to-shutdown') setImmediate(() => process.exit(0));
  return null;
});
connection.listen();
