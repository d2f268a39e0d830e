/** @file `vlprompt curate materialise`: the images of a release again, as other tools read them. */
import path from 'node:path';
import type { ExportFormatName } from '../../../../protocol/releases.ts';
import { counted } from '../../../../protocol/texts/figures.ts';
import { shownPath } from '../../../diagnostics.ts';
import { withEngine } from '../../../engine-session.ts';
import { type ExitCode, exitCodes } from '../../../exit-code.ts';
import { documentPath, documentText } from '../../../json/document.ts';
import type { Shell } from '../../../shell.ts';
import { printable } from '../../../terminal/columns.ts';
import { exportLine } from './export.ts';
import { type FolderOptions, workspaceAround } from './folder-options.ts';
import { withSetProgress } from './set-work.ts';

export interface MaterialiseOptions extends FolderOptions {
  readonly to: string;
  readonly format: ExportFormatName;
}

export async function materialise(folder: string, options: MaterialiseOptions, shell: Shell): Promise<ExitCode> {
  const { terminal, workingDirectory } = shell;
  const absolute = path.resolve(workingDirectory, folder);
  const to = path.resolve(workingDirectory, options.to);
  const workspace = workspaceAround(absolute, options, workingDirectory);
  const request = { folder: absolute, format: options.format, to };
  const made = await withEngine(workspace, options, shell, ({ calls }) =>
    withSetProgress(shell, (work) => calls.materialiseRelease(request, work)),
  );
  const exitCode = exitCodes.passed;
  const { name, version, drawn, notes } = made;
  if (options.json) {
    const written = { ...made.export, folder: documentPath(made.export.folder, workspace) };
    terminal.out(
      documentText('vlprompt.materialise', { exitCode, set: name, release: version, export: written, drawn, notes }),
    );
    return exitCode;
  }
  terminal.out(printable(exportLine(made.export, (place) => shownPath(place, workingDirectory))));
  terminal.note(
    drawn === 0 ? 'All images were there.' : `${counted(drawn, 'image')} drawn again, with the same pixels.`,
  );
  for (const note of notes) terminal.note(printable(note));
  return exitCode;
}
