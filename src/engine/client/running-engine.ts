/** @file A started process, seen by one call: its answer, its end, and what happens when it does not stop. */
import { PLAN_VERSION } from '../../language/plan/plan.ts';
import type { EngineInfo, EngineSettings } from '../../protocol/engine.ts';
import { Failure } from '../../protocol/failure.ts';
import type { EngineLog, EngineTiming } from './engine.ts';
import { answerOrEnd, type EngineProcess } from './engine-process.ts';
import { describeEnd, type ProcessEnd } from './process-end.ts';

/**
 * @param limit milliseconds
 * @param writeReport for a process that ends before it answers
 * @throws Failure `engine-not-started`, or what the engine itself threw; the process is gone then
 */
export async function initializeEngine(
  process: EngineProcess,
  settings: EngineSettings,
  limit: number,
  writeReport: CrashReporter,
): Promise<EngineInfo> {
  let timer: NodeJS.Timeout | undefined;
  let isLate = false;
  const late = new Promise<never>((_, reject) => {
    const seconds = Math.round(limit / 1000);
    const text = `The engine process did not answer within ${seconds} s of its start; see its log.`;
    timer = setTimeout(() => {
      isLate = true;
      reject(new Failure('engine-not-started', text));
    }, limit);
  });
  try {
    const ended = async (end: ProcessEnd) => {
      const report = end.error === undefined && !isLate ? await writeReport(end) : undefined;
      return new Failure('engine-not-started', `${describeEnd(end)}${whereReport(report)}`);
    };
    const greeting = { ...settings, planVersion: PLAN_VERSION };
    return await Promise.race([answerOrEnd(process, (calls) => calls.initialize(greeting), ended), late]);
  } catch (error) {
    process.kill();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Writes a report, once. Never rejects. @returns its absolute path, where there is one */
export type CrashReporter = (end: ProcessEnd) => Promise<string | undefined>;

function whereReport(report: string | undefined): string {
  return report === undefined ? '' : ` The crash report is ${report}.`;
}

export class RunningEngine {
  readonly #process: EngineProcess;
  readonly #timing: Pick<EngineTiming, 'grace' | 'farewell'>;
  readonly #log: EngineLog;
  readonly #writeReport: CrashReporter;
  #report: Promise<string | undefined> | undefined;
  readonly #started = performance.now();
  #leaving = false;
  #killed: string | undefined;
  #asked = 0;

  constructor(
    process: EngineProcess,
    timing: Pick<EngineTiming, 'grace' | 'farewell'>,
    log: EngineLog,
    writeReport: CrashReporter,
  ) {
    this.#process = process;
    this.#timing = timing;
    this.#log = log;
    this.#writeReport = writeReport;
  }

  /** Milliseconds since it was spawned. */
  get age(): number {
    return performance.now() - this.#started;
  }

  /** Whether its end is wanted. */
  get leaving(): boolean {
    return this.#leaving;
  }

  /** Why it was ended by us, when it hung. */
  get killed(): string | undefined {
    return this.#killed;
  }

  /** Whether a call is under way. */
  get asked(): boolean {
    return this.#asked > 0;
  }

  /**
   * The call's answer; a cancelled call that stays without answer for the grace time ends the process.
   * @throws Failure `engine-crashed` when the process ends first, `cancelled` when that was wanted
   */
  async ask<Result>(
    call: (calls: EngineProcess['calls']) => Promise<Result>,
    signal: AbortSignal | undefined,
  ): Promise<Result> {
    const watch = new AbortController();
    this.#asked += 1;
    try {
      const answer = answerOrEnd(this.#process, call, (end) => this.#failureOf(end));
      return await Promise.race([answer, this.#hang(signal, watch.signal)]);
    } finally {
      this.#asked -= 1;
      watch.abort();
    }
  }

  /** As `ask`, for a call that does not count as one: the process may fall asleep under it. */
  watch<Result>(call: (calls: EngineProcess['calls']) => Promise<Result>): Promise<Result> {
    return answerOrEnd(this.#process, call, (end) => this.#failureOf(end));
  }

  /** Asks the process to end and ends it when it does not. Resolves when it is gone. */
  async leave(): Promise<void> {
    this.#leaving = true;
    const timer = setTimeout(() => this.#process.kill(), this.#timing.farewell);
    // The answer does not matter: the process ends by it, without it, or by the timer.
    this.#process.calls.shutdown({}).catch(() => {});
    await this.#process.ended;
    clearTimeout(timer);
  }

  /**
   * The absolute path of the report on its crash, which is written once, however many calls were cut off. Undefined
   * when its end was wanted, or no report could be written.
   */
  async report(end: ProcessEnd): Promise<string | undefined> {
    if (this.#killed !== undefined || this.#leaving) return undefined;
    this.#report ??= this.#writeReport(end);
    return this.#report;
  }

  async #failureOf(end: ProcessEnd): Promise<Failure> {
    if (this.#leaving) return new Failure('cancelled', 'Cancelled, because the engine was shut down.');
    const report = await this.report(end);
    return new Failure('engine-crashed', `${this.#killed ?? describeEnd(end)}${whereReport(report)}`);
  }

  /** Rejects when a cancelled call has had no answer for the grace time; never settles otherwise. */
  #hang(signal: AbortSignal | undefined, answered: AbortSignal): Promise<never> {
    return new Promise((_, reject) => {
      let timer: NodeJS.Timeout | undefined;
      const onAbort = () => {
        timer = setTimeout(() => {
          this.#kill();
          reject(new Failure('cancelled', 'Cancelled.'));
        }, this.#timing.grace);
      };
      if (signal?.aborted) onAbort();
      signal?.addEventListener('abort', onAbort);
      answered.addEventListener('abort', () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
      });
    });
  }

  #kill(): void {
    const seconds = Math.round(this.#timing.grace / 1000);
    this.#killed = `The engine process was ended because it did not stop within ${seconds} s of a cancel.`;
    this.#log(this.#killed, 'warn');
    this.#process.kill();
  }
}
