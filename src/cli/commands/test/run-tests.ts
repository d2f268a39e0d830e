/** @file Runs tests one after the other and tells each result as soon as it is known. */

import type { EvaluateProgress } from '../../../protocol/evaluation.ts';
import { Failure } from '../../../protocol/failure.ts';
import { modelsOf } from '../../../protocol/used-models.ts';
import { downloadMissing } from '../../download-models.ts';
import { type EngineChoices, type EngineSession, withEngine } from '../../engine-session.ts';
import type { Shell } from '../../shell.ts';
import { createProgressLine } from '../../terminal/progress-line.ts';
import { writeOutput } from '../../write-output.ts';
import { judgingProgress } from '../evaluate.ts';
import type { PromptTest } from './prompt-tests.ts';
import {
  begun,
  ended,
  readRecord,
  recordFile,
  recordText,
  requireNoLink,
  type TestRecord,
  wasJudged,
  withOutcome,
} from './test-record.ts';
import { outcomeOfTest, type TestResult, type WhatCame } from './test-result.ts';

export interface RunChoices extends EngineChoices {
  readonly download?: boolean;
  readonly resume?: boolean;
  /** Reports that still hold are repeated. */
  readonly keepsReports?: boolean;
  /** Tests that are not judged, and why, in one sentence; of those whose reports still hold these are repeated. */
  readonly unchanged?: ReadonlyMap<PromptTest, string>;
}

/**
 * Once cancelled, what is left is told as not run.
 * @param tell is called in the order of the tests, those of one workspace together
 * @throws Failure when an engine cannot be started
 */
export async function runTests(
  tests: readonly PromptTest[],
  choices: RunChoices,
  shell: Shell,
  tell: (result: TestResult) => void,
): Promise<readonly TestResult[]> {
  const results: TestResult[] = [];
  const told = (result: TestResult) => {
    results.push(result);
    tell(result);
  };
  for (const workspace of new Set(tests.map((test) => test.workspace))) {
    const group = tests.filter((test) => test.workspace === workspace);
    if (shell.signal.aborted) for (const test of group) told({ test, came: cancelled });
    else await withEngine(workspace, choices, shell, (session) => runGroup(group, session, choices, shell, told));
  }
  return results;
}

const cancelled: WhatCame = { kind: 'not-run', reason: 'Cancelled before it was judged.' };

async function runGroup(
  tests: readonly PromptTest[],
  session: EngineSession,
  choices: RunChoices,
  shell: Shell,
  tell: (result: TestResult) => void,
): Promise<void> {
  const log = await TestLog.open(session.store, choices.resume ?? false, shell);
  for (const [index, test] of tests.entries()) {
    const unchanged = choices.unchanged?.get(test);
    const mayBeKept = (choices.resume && log.has(test)) || choices.keepsReports || unchanged !== undefined;
    const place = `[${index + 1}/${tests.length}] `;
    const came = await judge(test, {
      session,
      shell,
      place,
      download: choices.download ?? false,
      mayBeKept,
      unchanged,
    });
    const result = { test, came };
    if (came.kind !== 'not-run') await log.add(result);
    tell(result);
  }
  if (!shell.signal.aborted) await log.end();
}

interface Judging {
  readonly session: EngineSession;
  readonly shell: Shell;
  /** Which of how many, for people. */
  readonly place: string;
  readonly download: boolean;
  readonly mayBeKept: boolean | undefined;
  readonly unchanged: string | undefined;
}

/** Cancelling is an end like others: it is told what was not run. */
async function judge(test: PromptTest, judging: Judging): Promise<WhatCame> {
  if (judging.shell.signal.aborted) return cancelled;
  try {
    const before = judging.mayBeKept ? await kept(test, judging) : undefined;
    if (before) return before;
    return judging.unchanged === undefined
      ? await judged(test, judging)
      : { kind: 'not-run', reason: judging.unchanged };
  } catch (error) {
    if (Failure.is(error, 'cancelled')) return cancelled;
    if (Failure.is(error)) return { kind: 'broken', failure: error };
    throw error;
  }
}

async function kept({ evaluation }: PromptTest, { session: { calls } }: Judging): Promise<WhatCame | undefined> {
  const report = await calls.lastReport({ evaluation });
  return report === null ? undefined : { kind: 'judged', report, isKept: true };
}

async function judged({ evaluation, workspace }: PromptTest, judging: Judging): Promise<WhatCame> {
  const { session, shell, place, download } = judging;
  if (download) await downloadMissing(modelsOf({ evaluations: [evaluation] }), workspace, session.calls, shell);
  const progressLine = createProgressLine(shell.terminal, shell.now);
  const onProgress = (progress: EvaluateProgress) => {
    const shown = judgingProgress(evaluation.name, progress);
    progressLine.show({ ...shown, label: `${place}${shown.label}` });
  };
  try {
    const report = await session.calls.evaluate({ evaluation }, { signal: shell.signal, onProgress });
    return { kind: 'judged', report, isKept: false };
  } finally {
    progressLine.clear();
  }
}

/** The record of a store while tests are run. */
class TestLog {
  readonly #store: string;
  readonly #shell: Shell;
  #record: TestRecord;
  #isUnwritable = false;

  private constructor(store: string, record: TestRecord, shell: Shell) {
    this.#store = store;
    this.#record = record;
    this.#shell = shell;
  }

  static async open(store: string, isResumed: boolean, shell: Shell): Promise<TestLog> {
    const before = await readRecord(store);
    if (isResumed && before.isEnded) shell.terminal.note('The last run of tests came to its end: everything is run.');
    return new TestLog(store, begun(before, isResumed), shell);
  }

  has(test: PromptTest): boolean {
    return wasJudged(this.#record, test);
  }

  async add(result: TestResult): Promise<void> {
    await this.#keep(withOutcome(this.#record, result.test, outcomeOfTest(result)));
  }

  async end(): Promise<void> {
    await this.#keep(ended(this.#record));
  }

  /** Tests are worth more than their record: without one they cannot be resumed. */
  async #keep(record: TestRecord): Promise<void> {
    this.#record = record;
    if (this.#isUnwritable) return;
    try {
      await requireNoLink(this.#store);
      await writeOutput(recordFile(this.#store), recordText(record));
    } catch (error) {
      if (!Failure.is(error)) throw error;
      this.#isUnwritable = true;
      this.#shell.terminal.note(`${error.message} This run cannot be resumed.`);
    }
  }
}
