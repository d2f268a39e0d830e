/** @file The way to whoever started this process: its message channel, or standard input and output. */
import {
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
  type MessageReader,
  type MessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node.js';
import { CountingWriter } from './counting-writer.ts';
import { GuardedReader } from './guarded-reader.ts';

export interface ParentConnection {
  readonly connection: MessageConnection;
  /** Calls back when the answer that is about to be given has been written. */
  afterLastAnswer(callback: () => void): void;
}

/** @param onClosed the other end is gone */
export function connectToParent(log: (line: string) => void, onClosed: () => void): ParentConnection {
  const [reader, plainWriter] = process.send === undefined ? overStreams(onClosed) : overChannel(onClosed);
  const guarded = new GuardedReader(reader, (error) => log(`A message could not be understood: ${String(error)}`));
  const writer = new CountingWriter(plainWriter);
  const connection = createMessageConnection(guarded, writer, { error: log, warn: log, info: () => {}, log: () => {} });
  connection.onError(([error]) => log(`A message could not be read or written: ${error.message}`));
  return { connection, afterLastAnswer: (callback) => writer.afterLastMessage(callback) };
}

function overChannel(onClosed: () => void): readonly [MessageReader, MessageWriter] {
  process.once('disconnect', onClosed);
  return [new IPCMessageReader(process), new IPCMessageWriter(process)];
}

function overStreams(onClosed: () => void): readonly [MessageReader, MessageWriter] {
  process.stdin.once('end', onClosed).once('close', onClosed);
  // The reader of a broken pipe is gone; without a listener the error would be thrown.
  process.stdout.on('error', onClosed);
  return [new StreamMessageReader(process.stdin), new StreamMessageWriter(process.stdout)];
}
