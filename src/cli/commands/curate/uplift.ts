/** @file `vlprompt curate uplift`: whether a curated set helps a probe that learns from a few real images. */
import path from 'node:path';
import { type UpliftQuestion, upliftData } from '../../../protocol/uplift.ts';
import { upliftPage } from '../../../reports/uplift-report.ts';
import { shownPath } from '../../diagnostics.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import { documentText } from '../../json/document.ts';
import { upliftBody } from '../../json/uplift-body.ts';
import type { Shell } from '../../shell.ts';
import { upliftLines } from '../../terminal/uplift-table.ts';
import { withProgress } from '../../with-progress.ts';
import { writeOutput } from '../../write-output.ts';
import { type CurationOptions, withCuration } from './curation-session.ts';
import { setProgress } from './set-progress.ts';

export interface UpliftOptions extends CurationOptions {
  readonly shots: readonly number[];
  readonly share: readonly number[];
  readonly seeds: number;
  readonly report?: string;
  readonly leaks: UpliftQuestion['leaks'] | 'stop';
}

export async function uplift(
  file: string,
  name: string | undefined,
  options: UpliftOptions,
  shell: Shell,
): Promise<ExitCode> {
  const { terminal } = shell;
  const exitCode = exitCodes.passed;
  await withCuration(file, name, options, shell, async ({ calls, question, promptFile }) => {
    const asked = { ...question, ...chosen(options), ...upliftData(promptFile.plan.data) };
    const progress = setProgress(question.curation.name);
    const report = await withProgress(shell, progress, (work) => calls.measureUplift(asked, work));
    if (options.report !== undefined) {
      const page = path.resolve(shell.workingDirectory, options.report);
      await writeOutput(page, upliftPage(report, promptFile.name));
      terminal.note(`The report is ${shownPath(page, shell.workingDirectory)}.`);
    }
    if (options.json)
      return terminal.out(documentText('vlprompt.uplift', { exitCode, ...upliftBody(report, promptFile) }));
    for (const line of upliftLines(report, terminal.style)) terminal.out(line);
  });
  return exitCode;
}

function chosen({ shots, share, seeds, leaks }: UpliftOptions) {
  return {
    shots,
    shares: share,
    seeds,
    ...(leaks !== undefined && leaks !== 'stop' && { leaks }),
  };
}
