/** @file Writes the report of a run or of an evaluation. */
import path from 'node:path';
import { makeReport } from '../../reports/make-report.ts';
import type { ReportContents } from '../../reports/report-contents.ts';
import { readPromptText } from '../read-prompt-file.ts';
import type { Shell } from '../shell.ts';
import { writeOutput } from '../write-output.ts';

export interface ReportRequest extends Omit<ReportContents, 'promptFile'> {
  /** Absolute path of the prompt file; absent where it is not to be read. */
  readonly source?: string;
  /** Absolute paths of the workspace and of its store. */
  readonly folders: readonly string[];
}

/** @throws Failure `disk-full`, `file-unwritable` */
export async function saveReport(
  file: string,
  { source, folders, ...contents }: ReportRequest,
  shell: Shell,
): Promise<void> {
  const target = path.resolve(shell.workingDirectory, file);
  const text = source && (await readPromptText(source, source).catch(() => undefined));
  await writeOutput(target, await makeReport(contents, text, folders));
  shell.terminal.note(`The report is ${target}`);
}
