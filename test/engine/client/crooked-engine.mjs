/**
 * @file An engine process that misbehaves as it is told: `settings.workspace` names how. The protocol is the real one.
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter, ResponseError } from 'vscode-jsonrpc/node.js';

const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
let settings = { workspace: '', store: '', cache: '' };

function block() {
  for (;;); // As a native run that never ends.
}

function noteLastCall() {
  const folder = path.join(settings.store, 'crashes');
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `last-call-${process.pid}.txt`), 'running unet/model.onnx on cpu\n   ');
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
    const marker = path.join(settings.cache, 'crashed');
    if (existsSync(marker)) return process.pid;
    writeFileSync(marker, '');
    noteLastCall();
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
  return {
    version: '1',
    process: process.pid,
    runtime: 'none',
    provider: 'cpu',
    providerReason: 'It is.',
    providers: [],
  };
});
connection.onRequest('lookup', () => ({ recipe: settings.workspace, cells: [], done: process.pid }));
connection.onRequest('doctor', () => process.kill(process.pid, 'SIGKILL') && block());
connection.onRequest('draw', async () => ({ done: (await draw[settings.workspace]?.()) ?? process.pid }));
connection.onRequest('watchQueue', () => new Promise(() => {}));
connection.onRequest('shutdown', () => {
  if (settings.workspace !== 'deaf-to-shutdown') setImmediate(() => process.exit(0));
  return null;
});
connection.listen();
