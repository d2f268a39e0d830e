/**
 * @file The entry of the engine process: serves the protocol to its parent until that asks it to end or is gone. Started
 * with an argument of its own, it reads a stranger's data set for another engine, and may be killed for it.
 * Standard output may be the channel, so everything for people goes to standard error.
 */
import { format } from 'node:util';
import { serve } from '../protocol/connection/connection.ts';
import type { EngineCalls } from '../protocol/engine.ts';
import { readerArgument } from './datasets/reading/reader-messages.ts';
import { serveReader } from './datasets/reading/serve-reader.ts';
import { log, setLogLevel } from './log.ts';
import { engineHandlers } from './serving/engine-handlers.ts';
import { initialize } from './serving/initialize.ts';
import { connectToParent } from './serving/parent-connection.ts';

// Where this class exists, onnxruntime hands out half-precision data as one, else as a Uint16Array. It is loaded by the
// first `initialize`, so here is before.
Reflect.deleteProperty(globalThis, 'Float16Array');

setLogLevel('info');

// Libraries that print would garble a protocol on standard output.
console.log = console.info = console.debug = (...words) => log.info(format(...words));
console.warn = console.error = (...words) => log.warn(format(...words));

// One bad message or forgotten promise must not take finished work down with it.
process.on('unhandledRejection', (reason) =>
  log.error(`Not handled: ${reason instanceof Error ? reason.stack : reason}`),
);

// A terminal's Ctrl-C reaches every process of its group; what it means, the parent says.
process.on('SIGINT', () => {});

// Finished work is in the store already, and a native run cannot be waited for.
const end = () => process.exit(0);

if (process.argv[2] === readerArgument) serveReader();
else serveEngine();

function serveEngine(): void {
  const { connection, afterLastAnswer } = connectToParent(log.warn, end);
  serve<EngineCalls>(
    connection,
    engineHandlers(initialize, () => afterLastAnswer(end)),
  );
  connection.listen();
}
