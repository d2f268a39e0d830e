/** @file Writes the report of a run or of an evaluation. */
import path from 'node:path';
import { createAlbum } from '../../reports/album.ts';
import { reportPage } from '../../reports/page.ts';
import { picturesOf, type ReportContents } from '../../reports/report-contents.ts';
import type { Shell } from '../shell.ts';
import { writeOutput } from '../write-output.ts';

/** @throws Failure `disk-full`, `file-unwritable` */
export async function saveReport(file: string, contents: ReportContents, shell: Shell): Promise<void> {
  const target = path.resolve(shell.workingDirectory, file);
  const album = await createAlbum(picturesOf(contents));
  await writeOutput(target, reportPage(contents, album));
  shell.terminal.note(`The report is ${target}`);
}
