/** @file Keeps one engine process alive: starts, restarts with back-off, sends cut-off work again, ends what hangs. */
import type { EngineInfo, EngineSettings } from '../../protocol/engine.ts';
import { Failure } from '../../protocol/failure.ts';
import { CrashPolicy } from './crash-policy.ts';
import { Emitter } from './emitter.ts';
import {
  defaultTiming,
  type Engine,
  type EngineCaller,
  type EngineLog,
  type EngineOptions,
  type EngineState,
  type EngineTiming,
  type Subscription,
} from './engine.ts';
import { engineCalls } from './engine-calls.ts';
import { spawnEngineProcess } from './engine-process.ts';
import { findNode, type NodeBinary } from './find-node.ts';
import { LastLines } from './last-lines.ts';
import { describeEnd, type ProcessEnd } from './process-end.ts';
import { reportCrash } from './report-crash.ts';
import { initializeEngine, RunningEngine } from './running-engine.ts';

/** Lines of the log that a crash report repeats. */
const rememberedLines = 200;

export class SupervisedEngine implements Engine {
  readonly calls: EngineCaller = engineCalls({
    running: () => this.#running(),
    runStarted: () => this.#changeRuns(1),
    runEnded: () => this.#changeRuns(-1),
    used: () => this.#restartIdleTimer(),
  });
  readonly #options: EngineOptions;
  readonly #timing: EngineTiming;
  readonly #log: EngineLog;
  readonly #lines = new LastLines(rememberedLines);
  readonly #changes: Emitter<EngineState>;
  readonly #policy: CrashPolicy;
  #settings: EngineSettings;
  #state: EngineState = { kind: 'asleep' };
  /** Settled or on its way; undefined only while asleep. */
  #current: Promise<RunningEngine> | undefined;
  #live: RunningEngine | undefined;
  #runs = 0;
  #idleTimer: NodeJS.Timeout | undefined;
  #endPause: (() => void) | undefined;
  /** Rises when the process of the time is left, so that a start that was under way knows it is not wanted. */
  #generation = 0;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#settings = options.settings;
    this.#timing = { ...defaultTiming, ...options.timing };
    this.#log = (line, level) => {
      this.#lines.add(line, level);
      options.log?.(line, level);
    };
    this.#changes = new Emitter((error) =>
      this.#log(`A listener to the engine's state threw: ${String(error)}`, 'error'),
    );
    this.#policy = new CrashPolicy(this.#timing.backOff, this.#timing.stable);
  }

  get state(): EngineState {
    return this.#state;
  }

  onDidChangeState(listener: (state: EngineState) => void): Subscription {
    return this.#changes.on(listener);
  }

  async start(): Promise<void> {
    await this.#running();
  }

  async restart(settings: EngineSettings = this.#settings): Promise<void> {
    this.#settings = settings;
    this.#policy.forget();
    await this.#leave({ kind: 'asleep' });
    this.#current = undefined;
    await this.#running();
  }

  async dispose(): Promise<void> {
    await this.#leave({ kind: 'disposed' });
  }

  #running(): Promise<RunningEngine> {
    this.#current ??= this.#remember(this.#firstLaunch());
    return this.#current;
  }

  /** Marked as handled: nobody may be waiting when a restart fails, and the next call hears of it anyway. */
  #remember(launch: Promise<RunningEngine>): Promise<RunningEngine> {
    launch.catch(() => {});
    return launch;
  }

  async #firstLaunch(): Promise<RunningEngine> {
    try {
      return await this.#launch();
    } catch (error) {
      return this.#giveUp(error);
    }
  }

  async #launch(): Promise<RunningEngine> {
    this.#setState({ kind: 'starting' });
    const generation = this.#generation;
    const node = await findNode(this.#options.node);
    if (generation !== this.#generation) throw leftFailure();
    const { entry, nodeOptions = [], variables = {} } = this.#options;
    const process = spawnEngineProcess({ entry, node, nodeOptions, variables, log: this.#log });
    let info: EngineInfo | undefined;
    const writeReport = (end: ProcessEnd) => this.#reportCrash(end, process.id ?? 0, node, info);
    const running = new RunningEngine(process, this.#timing, this.#log, writeReport);
    this.#live = running;
    info = await initializeEngine(process, this.#settings, this.#timing.start, (end) => running.report(end));
    if (running.leaving) throw leftFailure();
    void process.ended.then((end) => this.#onEnded(running, end));
    const { version, runtime, provider } = info;
    this.#log(`Engine ${version} runs as process ${info.process} with ${runtime} on ${provider}.`, 'info');
    this.#setReady(info);
    this.#restartIdleTimer();
    return running;
  }

  #onEnded(running: RunningEngine, end: ProcessEnd): void {
    if (running.leaving || this.#live !== running) return;
    const reason = running.killed ?? describeEnd(end);
    this.#log(reason, 'error');
    // Ended by us because it hung is no crash: nothing is gained by waiting.
    const wait = running.killed === undefined ? this.#policy.afterCrash(running.age) : 0;
    this.#current = this.#remember(this.#relaunch(reason, wait, running.report(end)));
  }

  /** @param writing the path of the report on the crash, which is there before anything else uses the store */
  async #relaunch(
    firstReason: string,
    firstWait: number | undefined,
    writing: Promise<string | undefined>,
  ): Promise<RunningEngine> {
    let reason = firstReason;
    if (firstWait !== undefined) this.#setState({ kind: 'restarting', reason, milliseconds: firstWait });
    const report = await writing;
    const reported = report === undefined ? {} : { report };
    for (let wait = firstWait; wait !== undefined; wait = this.#policy.afterCrash(0)) {
      this.#setState({ kind: 'restarting', reason, milliseconds: wait, ...reported });
      await this.#pause(wait);
      try {
        return await this.#launch();
      } catch (error) {
        if (!Failure.is(error, 'engine-not-started')) return this.#giveUp(error);
        reason = error.message;
      }
    }
    const tries = this.#policy.crashes;
    return this.#giveUp(
      new Failure('engine-crashed', `${reason} It ended ${tries} times in a short time and is not started again.`),
      reported,
    );
  }

  #giveUp(error: unknown, reported: { readonly report?: string } = {}): never {
    if (!Failure.is(error, 'cancelled')) this.#setState({ kind: 'failed', reason: messageOf(error), ...reported });
    throw error;
  }

  /** @throws Failure `cancelled` when the engine is left meanwhile */
  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#endPause = () => {
        clearTimeout(timer);
        reject(leftFailure());
      };
    });
  }

  async #leave(next: EngineState): Promise<void> {
    clearTimeout(this.#idleTimer);
    const running = this.#live;
    this.#live = undefined;
    this.#generation += 1;
    if (next.kind === 'disposed') this.#current = this.#remember(Promise.reject(disposedFailure()));
    this.#setState(next);
    this.#endPause?.();
    await running?.leave();
  }

  #restartIdleTimer(): void {
    clearTimeout(this.#idleTimer);
    if (this.#timing.idle === 0 || this.#live === undefined) return;
    this.#idleTimer = setTimeout(() => this.#fallAsleep(), this.#timing.idle);
    this.#idleTimer.unref();
  }

  #fallAsleep(): void {
    if (this.#live?.asked) {
      this.#restartIdleTimer();
      return;
    }
    this.#log('The engine was idle and is ended; the next call starts it again.', 'info');
    this.#current = undefined;
    void this.#leave({ kind: 'asleep' });
  }

  #reportCrash(end: ProcessEnd, engine: number, node: NodeBinary, info?: EngineInfo): Promise<string | undefined> {
    const facts = { at: new Date(), reason: describeEnd(end), settings: this.#settings, node, lines: this.#lines.all };
    return reportCrash({ ...facts, ...(info && { info }) }, engine, this.#log);
  }

  #changeRuns(difference: 1 | -1): void {
    this.#runs += difference;
    if (this.#live?.killed !== undefined) return; // Its end, and what comes next, is about to be told.
    if (this.#state.kind === 'ready' || this.#state.kind === 'busy') this.#setReady(this.#state.info);
  }

  #setReady(info: EngineInfo): void {
    this.#setState(this.#runs === 0 ? { kind: 'ready', info } : { kind: 'busy', info, runs: this.#runs });
  }

  #setState(state: EngineState): void {
    if (this.#state.kind === 'disposed') return;
    this.#state = state;
    this.#changes.fire(state);
  }
}

function disposedFailure(): Failure {
  return new Failure('engine-not-started', 'The engine was shut down; reload the window or start it again.');
}

function leftFailure(): Failure {
  return new Failure('cancelled', 'The engine was ended while it started.');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
