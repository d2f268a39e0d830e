/** @file `vlprompt curate release`: the set as it is now, frozen under a version. */
import type { Released } from '../../../../protocol/releases.ts';
import { originOf } from '../../../../protocol/set-origin.ts';
import { counted } from '../../../../protocol/texts/figures.ts';
import { changeWords, diffWords } from '../../../../protocol/texts/release-texts.ts';
import { shownPath } from '../../../diagnostics.ts';
import { type ExitCode, exitCodes } from '../../../exit-code.ts';
import { documentPath, documentText } from '../../../json/document.ts';
import type { Shell } from '../../../shell.ts';
import { printable } from '../../../terminal/columns.ts';
import { withCuration } from '../curation-session.ts';
import type { SetOptions } from './export.ts';
import { gitIn, withSetProgress } from './set-work.ts';

export interface ReleaseOptions extends SetOptions {
  readonly version?: string;
  readonly note?: string;
  readonly force?: boolean;
}

export async function release(
  file: string,
  name: string | undefined,
  options: ReleaseOptions,
  shell: Shell,
): Promise<ExitCode> {
  const { terminal, workingDirectory } = shell;
  const exitCode = exitCodes.passed;
  await withCuration(file, name, options, shell, async ({ calls, question: { curation }, promptFile }) => {
    const request = {
      curation,
      ...(options.policy && { policy: options.policy }),
      ...(await originOf(curation, gitIn(promptFile.workspace))),
      allowsLeaks: options.allowLeaks ?? false,
      ...(options.version !== undefined && { version: options.version }),
      ...(options.note !== undefined && { note: options.note }),
      isForced: options.force ?? false,
    };
    const released = await withSetProgress(shell, (work) => calls.releaseCuration(request, work));
    if (options.json) {
      const folder = documentPath(released.folder, promptFile.workspace);
      return terminal.out(documentText('vlprompt.release', { exitCode, ...releaseBody(released), folder }));
    }
    terminal.out(releaseLine(released, shownPath(released.folder, workingDirectory)));
    for (const note of released.notes) terminal.note(printable(note));
    if (!released.wasThere) terminal.note('Commit the folder: it is the list of what is in the release.');
  });
  return exitCode;
}

function releaseBody({ name, version, ...released }: Released) {
  return { curation: name, release: version, ...released };
}

function releaseLine({ name, version, previous, change, images, counts, wasThere }: Released, folder: string): string {
  if (wasThere) return `Nothing has changed since ${version} of ${name}, so there is no new release: ${folder}`;
  const since =
    previous === null ? 'the first release' : `${changeWords[change]} since ${previous}: ${diffWords(counts)}`;
  return `Released ${name} ${version}, ${counted(images, 'image')}, ${since}.\n${folder}`;
}
