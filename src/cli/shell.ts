/** @file What a command has of the process it runs in; `main.ts` gives it the real one, tests their own. */
import type { Engine, EngineOptions } from '../engine/client/engine.ts';
import type { Terminal } from './terminal/terminal.ts';

export interface Shell {
  readonly terminal: Terminal;
  /** Absolute path. */
  readonly workingDirectory: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Milliseconds, never going back. */
  readonly now: () => number;
  /** All of standard input. */
  readonly readInput: () => Promise<string>;
  /** A line of what a person types; absent where nobody can be asked. @throws Failure `cancelled` */
  readonly ask?: (question: string) => Promise<string>;
  readonly startEngine: (options: EngineOptions) => Promise<Engine>;
}
