/** @file `vlprompt curate apply`: which images are in the set, as a file that git can compare. */
import path from 'node:path';
import type { CurationSample } from '../../../protocol/curation.ts';
import type { FoldPolicy } from '../../../protocol/decisions.ts';
import { counted } from '../../../protocol/texts/figures.ts';
import { shownPath } from '../../diagnostics.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import { curationBody } from '../../json/curation-body.ts';
import { documentPath, documentText } from '../../json/document.ts';
import type { Shell } from '../../shell.ts';
import { curationLines } from '../../terminal/curation-table.ts';
import { writeOutput } from '../../write-output.ts';
import { type CurationOptions, withCuration } from './curation-session.ts';

export interface ApplyOptions extends CurationOptions {
  readonly policy: FoldPolicy;
  readonly output?: string;
  readonly dryRun?: boolean;
}

export async function apply(
  file: string,
  name: string | undefined,
  options: ApplyOptions,
  shell: Shell,
): Promise<ExitCode> {
  const { terminal, signal, workingDirectory } = shell;
  const exitCode = exitCodes.passed;
  await withCuration(file, name, options, shell, async ({ calls, question, promptFile }) => {
    const state = await calls.lookupCuration({ ...question, policy: options.policy, ids: true }, { signal });
    const chosen = state.samples.filter(isIn);
    const output = outputOf(options, state.name, promptFile.workspace, workingDirectory);
    if (!options.dryRun) await writeOutput(output, manifestOf(chosen, promptFile.workspace));
    const written = options.dryRun ? null : documentPath(output, promptFile.workspace);
    if (options.json) {
      return terminal.out(documentText('vlprompt.curation', { exitCode, ...curationBody(state, promptFile), written }));
    }
    for (const line of curationLines(state, terminal.style)) terminal.out(line);
    if (!options.dryRun)
      terminal.note(`Wrote ${counted(chosen.length, 'image')} to ${shownPath(output, workingDirectory)}.`);
  });
  return exitCode;
}

function isIn({ fate }: CurationSample): boolean {
  return fate === 'kept' || fate === 'passed';
}

function outputOf({ output }: ApplyOptions, name: string, workspace: string, workingDirectory: string): string {
  return output === undefined
    ? path.join(workspace, 'curations', `${name}.jsonl`)
    : path.resolve(workingDirectory, output);
}

/** A line an image, by class and then by id: the same set is the same bytes, on every machine that drew the same. */
function manifestOf(samples: readonly CurationSample[], workspace: string): string {
  const lines = samples.map(({ id = '', class: shown, recipe, key, file, hash, prompt, seed, fate }) => ({
    order: `${shown ?? ''}\n${id}`,
    text: JSON.stringify({
      id,
      class: shown,
      recipe,
      prompt,
      seed,
      by: fate === 'kept' ? 'decision' : 'rules',
      key,
      file: documentPath(file, workspace),
      sha256: hash,
    }),
  }));
  return lines
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(({ text }) => `${text}\n`)
    .join('');
}
