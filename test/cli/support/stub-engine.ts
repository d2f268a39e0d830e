/** @file An engine that answers at once with what a test gave it: for exit codes and words, not for pictures. */
import path from 'node:path';
import type { Shell } from '../../../src/cli/shell.ts';
import type { Engine, EngineCaller, EngineOptions } from '../../../src/engine/client/engine.ts';
import { type RecordedTerminal, recordedTerminal } from './recorded-terminal.ts';
import { engine as info } from './sample.ts';

export interface StubbedShell extends Shell {
  readonly terminal: RecordedTerminal;
  /** What the engine was started with, each time. */
  readonly started: readonly EngineOptions[];
  /** How many engines were not disposed. */
  readonly running: () => number;
}

export interface StubOptions {
  readonly workingDirectory: string;
  /** Without one nothing of this machine's is read or written. */
  readonly environment?: NodeJS.ProcessEnv;
  readonly calls?: Partial<EngineCaller>;
  readonly signal?: AbortSignal;
  readonly input?: string;
  /** What a person types when asked; without it nobody can be asked. */
  readonly answer?: string;
  readonly width?: number;
  /** Thrown in place of starting. */
  readonly refusal?: Error;
}

export function stubbedShell(options: StubOptions): StubbedShell {
  const started: EngineOptions[] = [];
  const terminal = recordedTerminal({ width: options.width ?? 100 });
  let running = 0;
  return {
    terminal,
    workingDirectory: options.workingDirectory,
    environment: options.environment ?? { VLPROMPT_CACHE: path.join(options.workingDirectory, 'cache') },
    signal: options.signal ?? new AbortController().signal,
    now: () => 0,
    readInput: async () => options.input ?? '',
    ...(options.answer !== undefined && { ask: answering(options.answer, terminal) }),
    startEngine: async (engineOptions) => {
      if (options.refusal) throw options.refusal;
      started.push(engineOptions);
      running++;
      return stubEngine(options.calls ?? {}, () => running--);
    },
    started,
    running: () => running,
  };
}

function answering(answer: string, terminal: RecordedTerminal): NonNullable<Shell['ask']> {
  return async (question) => {
    terminal.note(question + answer);
    return answer;
  };
}

function stubEngine(calls: Partial<EngineCaller>, onDispose: () => void): Engine {
  // Nobody has rejected anything, unless a test says so.
  const known: Partial<EngineCaller> = { lookupRedraws: async () => [], ...calls };
  const unexpected = new Proxy(known, {
    get: (own, name) => Reflect.get(own, name) ?? (() => Promise.reject(new Error(`${String(name)} was not expected`))),
  });
  return {
    calls: unexpected as EngineCaller,
    state: { kind: 'ready', info },
    onDidChangeState: () => ({ dispose: () => {} }),
    restart: () => Promise.resolve(),
    dispose: async () => onDispose(),
  };
}
