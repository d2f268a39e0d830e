/** @file `vlprompt curate log`: who decided what, when and why, and what they had said before. */
import { shownPath } from '../../diagnostics.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import { documentPath, documentText } from '../../json/document.ts';
import type { Shell } from '../../shell.ts';
import { logLines } from '../../terminal/log-lines.ts';
import { blindTo } from './blind.ts';
import { type CurationOptions, withCuration } from './curation-session.ts';
import { imageName } from './named-images.ts';
import { reviewerName } from './reviewer-name.ts';

export interface LogOptions extends CurationOptions {
  readonly blind?: boolean;
  /** Whose lines; absent: everybody's. */
  readonly reviewer?: readonly string[];
  readonly image?: readonly string[];
}

export async function log(
  file: string,
  name: string | undefined,
  { reviewer: reviewers, image, ...options }: LogOptions,
  shell: Shell,
): Promise<ExitCode> {
  const { terminal, signal, workingDirectory } = shell;
  const exitCode = exitCodes.passed;
  await withCuration(file, name, options, shell, async ({ calls, question, promptFile }) => {
    const { workspace } = promptFile;
    const reviewer = await reviewerName(workspace, undefined, shell);
    const images = image?.map((each) => imageName(each, workspace, workingDirectory));
    const asked = { ...question, ...(images && { images }), ...(reviewers && { reviewers }) };
    const { lines, blindTo: hidden } = await calls.lookupDecisionLog(
      { ...asked, ...blindTo(question, options, reviewer) },
      { signal },
    );
    if (options.json) {
      const shown = lines.map((line) =>
        line.kind === 'act' ? { ...line, file: documentPath(line.file, workspace) } : line,
      );
      const body = {
        exitCode,
        file: documentPath(promptFile.file, workspace),
        workspace,
        curation: question.curation.name,
      };
      return terminal.out(documentText('vlprompt.log', { ...body, blindTo: hidden ?? null, lines: shown }));
    }
    const showPath = (shown: string) => shownPath(shown, workingDirectory);
    for (const line of logLines(lines, showPath, terminal.style)) terminal.out(line);
    if (hidden !== undefined) terminal.note(`Only what ${hidden} wrote: the review is blind until all is decided.`);
  });
  return exitCode;
}
