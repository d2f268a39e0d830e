/** @file Writes the report of a run or of an evaluation. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { createAlbum } from '../../reports/album.ts';
import { reportPage } from '../../reports/page.ts';
import { picturesOf, type ReportContents } from '../../reports/report-contents.ts';
import { readPromptText } from '../read-prompt-file.ts';
import type { Shell } from '../shell.ts';
import { writeOutput } from '../write-output.ts';

export interface ReportRequest extends Omit<ReportContents, 'promptFile'> {
  /** Absolute path of the prompt file. */
  readonly source: string;
}

/** @throws Failure `disk-full`, `file-unwritable` */
export async function saveReport(file: string, { source, ...contents }: ReportRequest, shell: Shell): Promise<void> {
  const target = path.resolve(shell.workingDirectory, file);
  const album = await createAlbum(picturesOf(contents));
  const promptFile = await promptFileOf(source);
  await writeOutput(target, reportPage({ ...contents, ...(promptFile && { promptFile }) }, album));
  shell.terminal.note(`The report is ${target}`);
}

/** Undefined when it has gone since it was run. */
async function promptFileOf(source: string): Promise<ReportContents['promptFile']> {
  const text = await readPromptText(source, source).catch(() => undefined);
  return text === undefined ? undefined : { text, digest: createHash('sha256').update(text).digest('hex') };
}
