/** @file `vlprompt test`: what prompt files state, as tests. */
import path from 'node:path';
import { Failure } from '../../../protocol/failure.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import { existingFolder } from '../../prompt-file.ts';
import type { Shell } from '../../shell.ts';
import { printable } from '../../terminal/columns.ts';
import { workspaceOf } from '../../workspace.ts';
import { writeOutput } from '../../write-output.ts';
import { findPromptFiles } from './find-prompt-files.ts';
import { junitDocument } from './junit-document.ts';
import { markdownSummary } from './markdown-summary.ts';
import { type PromptTest, type PromptTests, promptTests } from './prompt-tests.ts';
import { type RunChoices, runTests } from './run-tests.ts';
import { testDocument, testListDocument } from './test-document.ts';
import { testFilter, testId } from './test-filter.ts';
import { brokenFileLines, summaryLine, testLines } from './test-lines.ts';
import { hadFailed, readRecord } from './test-record.ts';
import { exitCodeOf, type TestReport, type TestResult } from './test-result.ts';
import { unchangedSince } from './unchanged-since.ts';

export interface TestOptions extends RunChoices {
  readonly workspace?: string;
  readonly json?: boolean;
  readonly filter?: readonly string[];
  readonly list?: boolean;
  readonly junit?: string;
  readonly markdown?: string;
  /** Only what has changed: since a commit, or else since its last report. */
  readonly changed?: boolean | string;
  readonly retryFailed?: boolean;
}

/** @param named files and folders; without any, all of the workspace */
export async function test(named: readonly string[], options: TestOptions, shell: Shell): Promise<ExitCode> {
  const found = await selected(named, options, shell);
  const isEmpty = found.tests.length + found.broken.length === 0;
  if (options.list) return list(found, isEmpty ? exitCodes.nothingSelected : exitCodes.passed, options, shell);
  if (isEmpty) return nothingSelected(options, shell);
  const report = await run(found, options, shell);
  await writeReports(report, options, shell);
  if (options.json) shell.terminal.out(testDocument(report));
  else shell.terminal.out(shell.terminal.style.bold(summaryLine(report, shell.terminal.style)));
  return exitCodeOf(report);
}

async function selected(named: readonly string[], options: TestOptions, shell: Shell): Promise<PromptTests> {
  const folders = named.length > 0 ? named : [wholeWorkspace(options, shell)];
  const files = await findPromptFiles(folders, shell.workingDirectory);
  const found = await promptTests(files, testFilter(options.filter ?? []), options, shell);
  if (!options.retryFailed) return found;
  const failed = await Promise.all(found.tests.map((one) => failedBefore(one, options, shell)));
  return { ...found, tests: found.tests.filter((_, index) => failed[index]) };
}

function wholeWorkspace({ workspace }: TestOptions, { workingDirectory }: Shell): string {
  if (workspace !== undefined) return existingFolder(workspace, workingDirectory);
  return workspaceOf(path.join(workingDirectory, 'any.vlprompt'));
}

async function failedBefore(test: PromptTest, { store }: TestOptions, shell: Shell): Promise<boolean> {
  return hadFailed(await readRecord(storeOf(test, store, shell)), test);
}

function storeOf({ workspace }: PromptTest, store: string | undefined, { workingDirectory }: Shell): string {
  return path.resolve(workingDirectory, store ?? path.join(workspace, '.vlprompt'));
}

function list(found: PromptTests, exitCode: ExitCode, { json }: TestOptions, { terminal }: Shell): ExitCode {
  if (json) terminal.out(testListDocument(found, exitCode));
  else {
    for (const { name, evaluation, statements } of found.tests)
      for (const { text } of statements) {
        terminal.out(printable(testId({ file: name, evaluation: evaluation.name, statement: text })));
      }
    for (const { name } of found.broken) terminal.note(`${printable(name)} has errors: run \`vlprompt check\` on it.`);
    if (exitCode === exitCodes.nothingSelected) terminal.note('No statement is selected.');
  }
  return exitCode;
}

function nothingSelected(options: TestOptions, { terminal }: Shell): ExitCode {
  const why = options.retryFailed
    ? 'nothing of it failed when it was tested last'
    : options.filter
      ? 'no statement fits --filter; `--list` prints what there is'
      : 'no prompt file states anything; add `expect` or `check` to an `evaluate`';
  terminal.note(`Nothing was tested: ${why}.`);
  if (options.json) {
    terminal.out(testListDocument({ tests: [], broken: [] }, exitCodes.nothingSelected));
  }
  return exitCodes.nothingSelected;
}

async function run(found: PromptTests, options: TestOptions, shell: Shell): Promise<TestReport> {
  const { terminal, workingDirectory, now } = shell;
  const layout = { width: terminal.width, style: terminal.style, workingDirectory };
  const print = (lines: readonly string[]) => {
    if (!options.json) for (const line of [...lines, '']) terminal.out(line);
  };
  const started = now();
  for (const broken of found.broken) print(brokenFileLines(broken, layout));
  const choices = await withChanged(found, options, shell);
  const tell = (result: TestResult) => print(testLines(result, layout));
  const results = await runTests(found.tests, choices, shell, tell).catch((error: unknown) => {
    if (Failure.is(error, 'cancelled')) return [];
    throw error;
  });
  return { results, broken: found.broken, isCancelled: shell.signal.aborted, milliseconds: now() - started };
}

async function withChanged({ tests }: PromptTests, options: TestOptions, shell: Shell): Promise<RunChoices> {
  const { changed = false } = options;
  if (typeof changed === 'boolean') return { ...options, keepsReports: changed };
  return { ...options, unchanged: await unchangedSince(tests, changed, shell.signal) };
}

async function writeReports(report: TestReport, { junit, markdown }: TestOptions, shell: Shell): Promise<void> {
  const { workingDirectory } = shell;
  const write = (file: string, text: string) => writeOutput(path.resolve(workingDirectory, file), text);
  if (junit !== undefined) await write(junit, junitDocument(report, workingDirectory));
  if (markdown !== undefined) await write(markdown, markdownSummary(report, workingDirectory));
}
