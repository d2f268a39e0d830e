/** @file `vlprompt curate report`: a curation as one file of HTML, with its measures. */
import path from 'node:path';
import type { FoldPolicy } from '../../../protocol/decisions.ts';
import { upliftData, usualUplift } from '../../../protocol/uplift.ts';
import { makeCurationReport } from '../../../reports/curation-page.ts';
import { shownPath } from '../../diagnostics.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import { documentPath, documentText } from '../../json/document.ts';
import type { Shell } from '../../shell.ts';
import { withProgress } from '../../with-progress.ts';
import { writeOutput } from '../../write-output.ts';
import { type CurationOptions, withCuration } from './curation-session.ts';
import { measureQuestion } from './finding/measure.ts';
import { setProgress } from './set-progress.ts';

export interface CurationReportOptions extends CurationOptions {
  readonly policy?: FoldPolicy;
  readonly against?: string;
  readonly uplift?: boolean;
  readonly output?: string;
}

export async function curationReport(
  file: string,
  name: string | undefined,
  options: CurationReportOptions,
  shell: Shell,
): Promise<ExitCode> {
  const { terminal, workingDirectory } = shell;
  return withCuration(file, name, options, shell, async ({ calls, store, question, promptFile }) => {
    const asked = { ...question, ...(options.policy && { policy: options.policy }) };
    const parts = await withProgress(shell, setProgress(question.curation.name), async (work) => {
      const set = await calls.curateSet(asked, work);
      const measures = await calls.measureSet(measureQuestion(question, promptFile, options), work);
      if (!options.uplift) return { set, measures };
      const { shots, shares, seeds } = usualUplift;
      const trained = upliftData(promptFile.plan.data);
      return { set, measures, uplift: await calls.measureUplift({ ...asked, ...trained, shots, shares, seeds }, work) };
    });
    const { workspace } = promptFile;
    const target = path.resolve(workingDirectory, options.output ?? `${question.curation.name}-curation.html`);
    const contents = { fileName: promptFile.name, ...parts };
    await writeOutput(target, await makeCurationReport(contents, [workspace, store]));
    const leaks = parts.set.leaks.length;
    const exitCode = leaks > 0 ? exitCodes.failed : exitCodes.passed;
    if (options.json) {
      const report = documentPath(target, workspace);
      const body = {
        exitCode,
        file: documentPath(promptFile.file, workspace),
        workspace,
        curation: question.curation.name,
        report,
        leaks,
      };
      terminal.out(documentText('vlprompt.curation-report', body));
    } else terminal.note(`The report is ${shownPath(target, workingDirectory)}.`);
    return exitCode;
  });
}
