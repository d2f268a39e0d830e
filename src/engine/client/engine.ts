/**
 * @file The engine as its users hold it: the calls of the protocol over a process that is started, watched, restarted
 * and ended for them. Nothing in this folder loads a model runtime, so an extension host may import it.
 */
import type { Caller } from '../../protocol/connection/calls.ts';
import type { EngineCalls, EngineInfo, EngineSettings, LogLevel } from '../../protocol/engine.ts';

/** What may be asked; starting and ending are the client's own business. */
export type EngineCaller = Omit<Caller<EngineCalls>, 'initialize' | 'shutdown'>;

export interface Engine {
  /**
   * Asks the engine. Waits while the process starts or restarts. A `draw` or `evaluate` that was cut off by a crash is
   * sent again once; the journal of finished images makes that cheap.
   * @throws Failure as the engine threw it; `engine-crashed`, `engine-not-started`, `cancelled`
   */
  readonly calls: EngineCaller;
  readonly state: EngineState;
  /** The listener is called with every new state, not with the present one. */
  onDidChangeState(listener: (state: EngineState) => void): Subscription;
  /** Ends the process and starts a new one, with new settings when given; also the way out of `failed`. */
  restart(settings?: EngineSettings): Promise<void>;
  /** Asks the process to end, and ends it when it does not; calls under way reject with `cancelled`. */
  dispose(): Promise<void>;
}

export interface Subscription {
  dispose(): void;
}

export type EngineState =
  /** No process: it was idle for long, or none was needed yet; the next call starts one. */
  | { readonly kind: 'asleep' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready'; readonly info: EngineInfo }
  /** At least one draw, evaluate or download is under way. */
  | { readonly kind: 'busy'; readonly info: EngineInfo; readonly runs: number }
  /**
   * The process ended by itself or was ended because it hung; a new one is started after the back-off. `report` is the
   * absolute path of the crash report, once it is written.
   */
  | { readonly kind: 'restarting'; readonly reason: string; readonly milliseconds: number; readonly report?: string }
  /** It crashed too often in a short time; `restart()` tries again. */
  | { readonly kind: 'failed'; readonly reason: string; readonly report?: string }
  | { readonly kind: 'disposed' };

export type EngineLog = (line: string, level: LogLevel) => void;

export interface EngineOptions {
  /** Absolute path of the engine's entry script (`dist/engine.cjs`). */
  readonly entry: string;
  readonly settings: EngineSettings;
  /** Absolute path of a Node binary to run it with; without it one is looked for. */
  readonly node?: string;
  /** Options of that binary, such as `--import tsx` when the entry is TypeScript. */
  readonly nodeOptions?: readonly string[];
  /** Of its environment, beside those of this process. */
  readonly variables?: { readonly [name: string]: string };
  /** Each line that the process writes, and what happens to it. */
  readonly log?: EngineLog;
  readonly timing?: Partial<EngineTiming>;
}

/** Milliseconds. */
export interface EngineTiming {
  /** From the spawn to the answer to `initialize`. */
  readonly start: number;
  /** From a cancel to SIGKILL. Longer than a step of most models takes on a processor, as ended models are read again. */
  readonly grace: number;
  /** From the request to shut down to SIGKILL. */
  readonly farewell: number;
  /** Without calls for this long, the process is ended; 0 keeps it. */
  readonly idle: number;
  /** Waits before the first, second, … restart; one crash more than there are waits, and it gives up. */
  readonly backOff: readonly number[];
  /** A process that lived this long after its start clears the count of crashes. */
  readonly stable: number;
}

export const defaultTiming: EngineTiming = {
  start: 30_000,
  grace: 60_000,
  farewell: 10_000,
  idle: 15 * 60_000,
  backOff: [250, 1_000, 4_000],
  stable: 60_000,
};
