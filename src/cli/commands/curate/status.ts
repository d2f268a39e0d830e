/** @file `vlprompt curate status` */
import type { FoldPolicy } from '../../../protocol/decisions.ts';
import { shownPath } from '../../diagnostics.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import { curatedSetBody } from '../../json/curated-set-body.ts';
import { curationBody } from '../../json/curation-body.ts';
import { documentText } from '../../json/document.ts';
import type { Shell } from '../../shell.ts';
import { curatedSetLines, leakLines } from '../../terminal/curated-set-table.ts';
import { curationLines, sampleLines } from '../../terminal/curation-table.ts';
import { type BlindOptions, blindTo } from './blind.ts';
import { carriedOut } from './carried-out.ts';
import { type CurationOptions, withCuration } from './curation-session.ts';
import { reviewerName } from './reviewer-name.ts';

export interface StatusOptions extends CurationOptions, BlindOptions {
  readonly policy?: FoldPolicy;
  readonly list?: boolean;
}

export async function status(
  file: string,
  name: string | undefined,
  options: StatusOptions,
  shell: Shell,
): Promise<ExitCode> {
  const { terminal, signal, workingDirectory } = shell;
  const exitCode = exitCodes.passed;
  await withCuration(file, name, options, shell, async ({ calls, question, promptFile }) => {
    const reviewer = await reviewerName(promptFile.workspace, options.reviewer, shell);
    const asked = { ...question, ...(options.policy && { policy: options.policy }) };
    const seen = { ...asked, ...blindTo(question, options, reviewer) };
    // A condition narrows what is shown; the set is made of all.
    const { where: _, ...whole } = seen;
    const set = await carriedOut(whole, { calls }, shell);
    const state = await calls.lookupCuration(seen, { signal });
    if (options.json) {
      terminal.out(
        documentText('vlprompt.curation', {
          exitCode,
          reviewer,
          ...curationBody(state, promptFile),
          set: curatedSetBody(set, promptFile.workspace),
        }),
      );
      return;
    }
    for (const line of curationLines(state, terminal.style)) terminal.out(line);
    terminal.note(`You are ${reviewer}.`);
    const showPath = (image: string) => shownPath(image, workingDirectory);
    for (const line of ['', ...curatedSetLines(set, terminal.style)]) terminal.out(line);
    for (const line of leakLines(set.leaks, showPath, terminal.style)) terminal.out(line);
    if (options.list) for (const line of sampleLines(state.samples, showPath, terminal.style)) terminal.out(line);
  });
  return exitCode;
}
