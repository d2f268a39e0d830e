/** @file `vlprompt curate diff`: what differs between two releases, or since one, as text and as pictures. */
import path from 'node:path';
import type { ChangedImage, ReleaseDiff, ReleaseImage } from '../../../../protocol/releases.ts';
import { originOf } from '../../../../protocol/set-origin.ts';
import { changeWords, diffWords } from '../../../../protocol/texts/release-texts.ts';
import { makeReleaseReport } from '../../../../reports/release-report.ts';
import { shownPath } from '../../../diagnostics.ts';
import { type ExitCode, exitCodes } from '../../../exit-code.ts';
import { documentPath, documentText } from '../../../json/document.ts';
import type { Shell } from '../../../shell.ts';
import { printable } from '../../../terminal/columns.ts';
import type { Style } from '../../../terminal/style.ts';
import { writeOutput } from '../../../write-output.ts';
import { withCuration } from '../curation-session.ts';
import type { SetOptions } from './export.ts';
import { gitIn, withSetProgress } from './set-work.ts';

export interface DiffOptions extends SetOptions {
  readonly html?: string;
}

/** @param words the curation's name, and versions, in that order; each may be left out */
export async function diff(
  file: string,
  words: readonly string[],
  options: DiffOptions,
  shell: Shell,
): Promise<ExitCode> {
  const { terminal, workingDirectory } = shell;
  const exitCode = exitCodes.passed;
  const versions = words.filter(isVersion);
  const [name] = words.filter((word) => !isVersion(word));
  await withCuration(file, name, options, shell, async (session) => {
    const { calls, question, promptFile, store } = session;
    const { curation } = question;
    const [before, after] = versions;
    const request = {
      curation,
      ...(options.policy && { policy: options.policy }),
      ...(await originOf(curation, gitIn(promptFile.workspace))),
      allowsLeaks: true,
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    };
    const found = await withSetProgress(shell, (work) => calls.diffReleases(request, work));
    if (options.html !== undefined) {
      const target = path.resolve(workingDirectory, options.html);
      await writeOutput(target, await makeReleaseReport(found, [promptFile.workspace, store]));
      terminal.note(`The pictures are in ${shownPath(target, workingDirectory)}`);
    }
    if (options.json)
      terminal.out(documentText('vlprompt.diff', { exitCode, ...diffBody(found, promptFile.workspace) }));
    else for (const line of diffLines(found, terminal.style)) terminal.out(line);
    for (const note of found.notes) terminal.note(printable(note));
  });
  return exitCode;
}

function isVersion(word: string): boolean {
  return /^\d/.test(word);
}

function diffBody({ name, before, after, added, removed, relabelled, moved, ...rest }: ReleaseDiff, workspace: string) {
  const shown = (image: ReleaseImage) => ({
    ...image,
    ...(image.file !== undefined && { file: documentPath(image.file, workspace) }),
  });
  const pair = (changed: ChangedImage) => ({ before: shown(changed.before), after: shown(changed.after) });
  return {
    curation: name,
    before,
    after,
    ...rest,
    added: added.map(shown),
    removed: removed.map(shown),
    relabelled: relabelled.map(pair),
    moved: moved.map(pair),
  };
}

/** A line an image, as a diff has them. */
function diffLines(diff: ReleaseDiff, style: Style): readonly string[] {
  const { name, before, after, change, counts, added, removed, relabelled, moved } = diff;
  const head = `${name}: ${before} → ${after ?? 'as it is now'}, ${changeWords[change]} (${diffWords(counts)})`;
  return [
    style.bold(head),
    ...removed.map((image) => style.red(`- ${wordsOf(image)}`)),
    ...added.map((image) => style.green(`+ ${wordsOf(image)}`)),
    ...relabelled.map((pair) => style.yellow(`~ ${changedWords(pair)}`)),
    ...moved.map((pair) => style.yellow(`> ${changedWords(pair)}`)),
  ];
}

/** Where it was, and where it is. */
function changedWords({ before, after }: ChangedImage): string {
  return `${placeOf(before)} → ${wordsOf(after)}`;
}

function wordsOf(image: ReleaseImage): string {
  return `${placeOf(image)}  ${originOfImage(image)}`;
}

function placeOf({ split, class: label }: ReleaseImage): string {
  return printable(`${split}/${label}`);
}

function originOfImage({ id, from, seed, prompt }: ReleaseImage): string {
  const origin = [from, seed === undefined ? undefined : `seed ${seed}`].filter((word) => word !== undefined).join(' ');
  return [id.slice(0, 12), origin, prompt ?? '']
    .filter((word) => word !== '')
    .map(printable)
    .join('  ');
}
