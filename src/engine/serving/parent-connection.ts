/** @file The way to whoever started this process: its message channel, or standard input and output. */
import {
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node.js';

/** @param onClosed the other end is gone */
export function connectToParent(log: (line: string) => void, onClosed: () => void): MessageConnection {
  const connection = process.send === undefined ? overStreams(log, onClosed) : overChannel(log, onClosed);
  connection.onError(([error]) => log(`A message could not be read or written: ${error.message}`));
  return connection;
}

function overChannel(log: (line: string) => void, onClosed: () => void): MessageConnection {
  process.once('disconnect', onClosed);
  return createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process), loggerTo(log));
}

function overStreams(log: (line: string) => void, onClosed: () => void): MessageConnection {
  process.stdin.once('end', onClosed).once('close', onClosed);
  // The reader of a broken pipe is gone; without a listener the error would be thrown.
  process.stdout.on('error', onClosed);
  return createMessageConnection(
    new StreamMessageReader(process.stdin),
    new StreamMessageWriter(process.stdout),
    loggerTo(log),
  );
}

function loggerTo(log: (line: string) => void) {
  return { error: log, warn: log, info: () => {}, log: () => {} };
}
