/** @file One engine process: spawned, connected, and watched until it ends. */
import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node.js';
import type { Caller } from '../../protocol/connection/calls.ts';
import { caller } from '../../protocol/connection/connection.ts';
import { type EngineCalls, engineMethods } from '../../protocol/engine.ts';
import { Failure } from '../../protocol/failure.ts';
import type { EngineLog } from './engine.ts';
import { engineEnvironment } from './engine-environment.ts';
import type { NodeBinary } from './find-node.ts';
import { readLogLine } from './log-line.ts';
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
  readonly variables: { readonly [name: string]: string };
  readonly log: EngineLog;
}

const rememberedLines = 20;

export function spawnEngineProcess(options: SpawnOptions): EngineProcess {
  const child = fork(options.entry, [], {
    execPath: options.node.path,
    execArgv: [...options.nodeOptions],
    env: { ...engineEnvironment(process.env, options.node.electron), ...options.variables },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const lastWords: string[] = [];
  const ended = whenEnded(child, lastWords);
  endWithUs(child, ended);
  followLines(child.stdout, (line) => options.log(line, 'info'));
  followLines(child.stderr, (line) => {
    const { text, level } = readLogLine(line);
    options.log(text, level);
    if (level === 'error' || level === 'warn') lastWords.push(text);
    if (lastWords.length > rememberedLines) lastWords.shift();
  });
  return {
    id: child.pid,
    calls: connect(child, options.log),
    ended,
    kill: () => void child.kill('SIGKILL'),
  };
}

function followLines(stream: Readable | null, onLine: (line: string) => void): void {
  if (stream) createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }).on('line', onLine);
}

function connect(child: ChildProcess, log: EngineLog): Caller<EngineCalls> {
  const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child), {
    error: (text) => log(text, 'error'),
    warn: (text) => log(text, 'warn'),
    info: () => {},
    log: () => {},
  });
  connection.onError(([error]) => log(`The channel to the engine reports: ${error.message}`, 'warn'));
  // Not disposed when the child ends: that would reject what is pending with less than `ended` has to say.
  connection.listen();
  return caller<EngineCalls>(connection, engineMethods);
}

/**
 * The answer of a call, unless the process ends first.
 * @param ended makes the error to throw then; is not called when the process ends later
 */
export async function answerOrEnd<Result>(
  process: EngineProcess,
  call: (calls: Caller<EngineCalls>) => Promise<Result>,
  ended: (end: ProcessEnd) => Promise<Error>,
): Promise<Result> {
  let isAnswered = false;
  const end = async (): Promise<never> => {
    const how = await process.ended;
    throw isAnswered ? new Error('The call was answered before.') : await ended(how);
  };
  const answer = async (): Promise<Result> => {
    try {
      return await call(process.calls);
    } catch (error) {
      // A channel that breaks because the process ended says less than the end itself.
      if (isBrokenChannel(error)) return end();
      throw error;
    }
  };
  return Promise.race([answer(), end()]).finally(() => {
    isAnswered = true;
  });
}

function isBrokenChannel(error: unknown): boolean {
  return (
    error instanceof Error && !Failure.is(error) && /channel closed|EPIPE|connection is closed/i.test(error.message)
  );
}

/** In a native run it would hear of our end only when that is over, and hold gigabytes until then. */
function endWithUs(child: ChildProcess, ended: Promise<ProcessEnd>): void {
  const kill = () => void child.kill('SIGKILL');
  process.once('exit', kill);
  void ended.then(() => process.off('exit', kill));
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
