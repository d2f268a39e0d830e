/** @file `vlprompt curate disputes`: of which images reviewers say different things. */
import type { FoldPolicy } from '../../../protocol/decisions.ts';
import { shownPath } from '../../diagnostics.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import { documentPath, documentText } from '../../json/document.ts';
import type { Shell } from '../../shell.ts';
import { disputeLines } from '../../terminal/dispute-lines.ts';
import { type BlindOptions, blindTo } from './blind.ts';
import { type CurationOptions, withCuration } from './curation-session.ts';
import { reviewerName } from './reviewer-name.ts';

export interface DisputesOptions extends CurationOptions, BlindOptions {
  readonly policy?: FoldPolicy;
}

export async function disputes(
  file: string,
  name: string | undefined,
  options: DisputesOptions,
  shell: Shell,
): Promise<ExitCode> {
  const { terminal, signal, workingDirectory } = shell;
  const exitCode = exitCodes.passed;
  await withCuration(file, name, options, shell, async ({ calls, question, promptFile }) => {
    const { workspace } = promptFile;
    const reviewer = await reviewerName(workspace, options.reviewer, shell);
    const asked = { ...question, ...(options.policy && { policy: options.policy }) };
    const state = await calls.lookupCuration({ ...asked, ...blindTo(question, options, reviewer) }, { signal });
    const disputed = state.samples.filter(({ isDisputed }) => isDisputed);
    if (options.json) {
      const images = disputed.map((sample) => ({ ...sample, file: documentPath(sample.file, workspace) }));
      const hidden = state.blindTo ?? null;
      const body = { exitCode, file: documentPath(promptFile.file, workspace), workspace, curation: state.name };
      return terminal.out(documentText('vlprompt.disputes', { ...body, reviewer, blindTo: hidden, images }));
    }
    const showPath = (image: string) => shownPath(image, workingDirectory);
    for (const line of disputeLines({ ...state, samples: disputed }, reviewer, showPath, terminal.style))
      terminal.out(line);
  });
  return exitCode;
}
