/** @file One engine process: spawned, connected, and watched until it ends. */
import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node.js';
import type { Caller } from '../../protocol/calls.ts';
import { caller } from '../../protocol/connection.ts';
import { type EngineCalls, engineMethods } from '../../protocol/engine.ts';
import { engineEnvironment } from './engine-environment.ts';
import type { NodeBinary } from './find-node.ts';
import type { ProcessEnd } from './process-end.ts';

export interface EngineProcess {
  readonly id: number | undefined;
  readonly calls: Caller<EngineCalls>;
  /** Resolves when the process is gone; never rejects. */
  readonly ended: Promise<ProcessEnd>;
  /** SIGKILL: a native run blocks the process's only thread, so it would not hear anything gentler. */
  kill(): void;
}

export interface SpawnOptions {
  readonly entry: string;
  readonly node: NodeBinary;
  readonly nodeOptions: readonly string[];
  readonly log: (line: string) => void;
}

const rememberedLines = 20;

export function spawnEngineProcess(options: SpawnOptions): EngineProcess {
  const child = fork(options.entry, [], {
    execPath: options.node.path,
    execArgv: [...options.nodeOptions],
    env: engineEnvironment(process.env, options.node.electron),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const lastWords: string[] = [];
  followLines(child.stdout, options.log);
  followLines(child.stderr, (line) => {
    options.log(line);
    lastWords.push(line);
    if (lastWords.length > rememberedLines) lastWords.shift();
  });
  return {
    id: child.pid,
    calls: connect(child, options.log),
    ended: whenEnded(child, lastWords),
    kill: () => void child.kill('SIGKILL'),
  };
}

function followLines(stream: Readable | null, onLine: (line: string) => void): void {
  if (stream) createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', onLine);
}

function connect(child: ChildProcess, log: (line: string) => void): Caller<EngineCalls> {
  const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child), {
    error: log,
    warn: log,
    info: () => {},
    log: () => {},
  });
  connection.onError(([error]) => log(`The channel to the engine reports: ${error.message}`));
  child.once('close', () => connection.dispose());
  connection.listen();
  return caller<EngineCalls>(connection, engineMethods);
}

/** `close` comes after both streams have ended, so the last words are complete; `error` alone comes when it never ran. */
function whenEnded(child: ChildProcess, lastWords: readonly string[]): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, lastWords }));
    child.once('error', (error) => {
      if (child.pid === undefined) resolve({ code: null, signal: null, lastWords, error });
    });
  });
}
