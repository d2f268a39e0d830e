/** @file `vlprompt curate status` */
import type { FoldPolicy } from '../../../protocol/decisions.ts';
import { shownPath } from '../../diagnostics.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import { curationBody } from '../../json/curation-body.ts';
import { documentText } from '../../json/document.ts';
import type { Shell } from '../../shell.ts';
import { curationLines, sampleLines } from '../../terminal/curation-table.ts';
import { type CurationOptions, withCuration } from './curation-session.ts';

export interface StatusOptions extends CurationOptions {
  readonly policy: FoldPolicy;
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
    const state = await calls.lookupCuration({ ...question, policy: options.policy }, { signal });
    if (options.json) {
      terminal.out(documentText('vlprompt.curation', { exitCode, ...curationBody(state, promptFile) }));
      return;
    }
    for (const line of curationLines(state, terminal.style)) terminal.out(line);
    const showPath = (image: string) => shownPath(image, workingDirectory);
    if (options.list) for (const line of sampleLines(state.samples, showPath, terminal.style)) terminal.out(line);
  });
  return exitCode;
}
