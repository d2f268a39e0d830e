/** @file `vlprompt curate apply`: which images are in the set, as a file that git can compare. */
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import type { CuratedSet } from '../../../protocol/curated-set.ts';
import type { FoldPolicy } from '../../../protocol/decisions.ts';
import { Failure } from '../../../protocol/failure.ts';
import { counted } from '../../../protocol/texts/figures.ts';
import { shownPath } from '../../diagnostics.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import { curatedSetBody, memberBody } from '../../json/curated-set-body.ts';
import { curationBody } from '../../json/curation-body.ts';
import { documentPath, documentText } from '../../json/document.ts';
import type { Shell } from '../../shell.ts';
import { curatedSetLines, leakLines } from '../../terminal/curated-set-table.ts';
import { writeOutput } from '../../write-output.ts';
import { carriedOut } from './carried-out.ts';
import { type CurationOptions, withCuration } from './curation-session.ts';

export interface ApplyOptions extends CurationOptions {
  readonly policy?: FoldPolicy;
  readonly output?: string;
  readonly dryRun?: boolean;
  readonly allowLeaks?: boolean;
}

/** @returns `failed` for a set that leaks, which is not written, unless leaks are allowed */
export async function apply(
  file: string,
  name: string | undefined,
  options: ApplyOptions,
  shell: Shell,
): Promise<ExitCode> {
  const { terminal, signal, workingDirectory } = shell;
  return withCuration(file, name, options, shell, async ({ calls, question, promptFile }) => {
    const asked = { ...question, ...(options.policy && { policy: options.policy }) };
    const set = await carriedOut(asked, { calls }, shell);
    const { workspace } = promptFile;
    const leaks = set.leaks.length > 0 && !options.allowLeaks;
    const exitCode = leaks ? exitCodes.failed : exitCodes.passed;
    const output = outputOf(options, set.name, workspace, workingDirectory);
    const isWritten = !leaks && !options.dryRun;
    if (isWritten) {
      if (options.output === undefined) await requireOwnFolder(path.dirname(output));
      await writeOutput(output, manifestOf(set, workspace));
    }
    if (options.json) {
      const state = await calls.lookupCuration(asked, { signal });
      const body = { ...curationBody(state, promptFile), set: curatedSetBody(set, workspace) };
      const written = isWritten ? documentPath(output, workspace) : null;
      terminal.out(documentText('vlprompt.curation', { exitCode, ...body, written }));
      return exitCode;
    }
    for (const line of curatedSetLines(set, terminal.style)) terminal.out(line);
    const showPath = (image: string) => shownPath(image, workingDirectory);
    for (const line of leakLines(set.leaks, showPath, terminal.style)) terminal.out(line);
    if (isWritten) terminal.note(`Wrote ${counted(set.images.length, 'image')} to ${showPath(output)}.`);
    if (leaks) terminal.note(refusal);
    return exitCode;
  });
}

const refusal =
  'Nothing was written, as what is measured on such a set is too good. Reject the images, tell pairs apart in a review, raise `dedupe` where it finds too much alike, or write the set all the same with `--allow-leaks`.';

function outputOf({ output }: ApplyOptions, name: string, workspace: string, workingDirectory: string): string {
  return output === undefined
    ? path.join(workspace, 'curations', `${name}.jsonl`)
    : path.resolve(workingDirectory, output);
}

/** A repository may come with a link in its place that leads elsewhere. @throws Failure `path-outside-workspace` */
async function requireOwnFolder(folder: string): Promise<void> {
  const there = await lstat(folder).catch(() => undefined);
  if (there?.isSymbolicLink())
    throw new Failure('path-outside-workspace', `${folder} is a link; remove it, or name the file with --output.`);
}

/** A line an image, in the set's order: the same set is the same bytes, on every machine that drew the same. */
function manifestOf({ images }: CuratedSet, workspace: string): string {
  return images.map((image) => `${JSON.stringify(memberBody(image, workspace))}\n`).join('');
}
