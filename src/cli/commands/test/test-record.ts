/**
 * @file What the last runs of tests came to, one small file a store, so that a run that was cancelled or killed is gone
 * on with, and what failed is tried again. It is written whole, under another name first, after every evaluation.
 */
import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../../protocol/failure.ts';
import type { PromptTest } from './prompt-tests.ts';
import type { StatementOutcome } from './test-result.ts';

export interface TestRecord {
  readonly version: typeof recordVersion;
  /** Counts the runs of this store. */
  readonly run: number;
  /** Whether that run came to its end. */
  readonly isEnded: boolean;
  readonly tests: readonly RecordedTest[];
}

export interface RecordedTest {
  /** Relative to the workspace, with `/`. */
  readonly file: string;
  readonly evaluation: string;
  /** Of the evaluation as it was judged. */
  readonly key: string;
  readonly outcome: StatementOutcome;
  /** The run that it was judged in. */
  readonly run: number;
}

/** Raised when the meaning of a field changes. */
const recordVersion = 1;

const noRecord: TestRecord = { version: recordVersion, run: 0, isEnded: true, tests: [] };

/** Beside the reports that it is about. @param store absolute path */
export function recordFile(store: string): string {
  return path.join(store, 'reports', 'last-tests.json');
}

/**
 * A workspace may come with links to anywhere; neither the record nor a folder on the way to it is one.
 * @throws Failure `path-outside-workspace`
 */
export async function requireNoLink(store: string): Promise<void> {
  const file = recordFile(store);
  for (const part of [store, path.dirname(file), file]) {
    const status = await lstat(part).catch(() => undefined);
    if (!status?.isSymbolicLink()) continue;
    throw new Failure('path-outside-workspace', `${part} is a link, and the store writes through none; remove it.`);
  }
}

/** What cannot be read, such as a file of another version, is no record. */
export async function readRecord(store: string): Promise<TestRecord> {
  try {
    await requireNoLink(store);
    const value = JSON.parse(await readFile(recordFile(store), 'utf8')) as Partial<TestRecord> | null;
    return isRecord(value) ? value : noRecord;
  } catch {
    return noRecord;
  }
}

function isRecord(value: Partial<TestRecord> | null): value is TestRecord {
  return value?.version === recordVersion && Number.isSafeInteger(value.run) && hasTests(value.tests);
}

function hasTests(tests: unknown): boolean {
  return Array.isArray(tests) && tests.every((one) => typeof one === 'object' && one !== null);
}

export function recordText(record: TestRecord): string {
  return `${JSON.stringify(record, undefined, 1)}\n`;
}

/** @param isResumed whether it goes on with the run before, if that did not end */
export function begun(record: TestRecord, isResumed: boolean): TestRecord {
  const run = isResumed && !record.isEnded ? record.run : record.run + 1;
  return { ...record, run, isEnded: false };
}

export function withOutcome(record: TestRecord, test: PromptTest, outcome: StatementOutcome): TestRecord {
  const { key, name, span } = test.evaluation;
  const others = record.tests.filter((one) => !isOf(test)(one));
  return { ...record, tests: [...others, { file: span.file, evaluation: name, key, outcome, run: record.run }] };
}

export function ended(record: TestRecord): TestRecord {
  return { ...record, isEnded: true };
}

/** Whether the run that is gone on with has judged this very evaluation. */
export function wasJudged(record: TestRecord, test: PromptTest): boolean {
  return record.tests.some((one) => isOf(test)(one) && one.run === record.run && one.key === test.evaluation.key);
}

/** Whether it failed when it was judged last. */
export function hadFailed(record: TestRecord, test: PromptTest): boolean {
  const found = record.tests.find(isOf(test));
  return found?.outcome === 'failed' || found?.outcome === 'broken';
}

function isOf({ evaluation: { name, span } }: PromptTest): (one: RecordedTest) => boolean {
  return (one) => one.file === span.file && one.evaluation === name;
}
