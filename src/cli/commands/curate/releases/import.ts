/** @file `vlprompt curate import`: the data set of another tool, in folders that a prompt file reads. */
import path from 'node:path';
import type { Imported, ImportFormatName } from '../../../../protocol/releases.ts';
import { counted } from '../../../../protocol/texts/figures.ts';
import { withEngine } from '../../../engine-session.ts';
import { type ExitCode, exitCodes } from '../../../exit-code.ts';
import { documentPath, documentText } from '../../../json/document.ts';
import type { Shell } from '../../../shell.ts';
import { printable } from '../../../terminal/columns.ts';
import { workspaceHere } from '../../models/model-session.ts';
import type { FolderOptions } from './folder-options.ts';
import { withSetProgress } from './set-work.ts';

export interface ImportOptions extends FolderOptions {
  readonly to: string;
  readonly format?: ImportFormatName;
}

export async function importData(from: string, options: ImportOptions, shell: Shell): Promise<ExitCode> {
  const { terminal, workingDirectory } = shell;
  const workspace = workspaceHere(options, workingDirectory);
  const to = path.relative(workspace, path.resolve(workingDirectory, options.to)).split(path.sep).join('/');
  const request = {
    from: path.resolve(workingDirectory, from),
    to: to === '' ? '.' : to,
    ...(options.format !== undefined && { format: options.format }),
  };
  // Nothing is run, so what would run it need not be looked for.
  const choices = { ...options, provider: 'cpu', offline: true } as const;
  const imported = await withEngine(workspace, choices, shell, ({ calls }) =>
    withSetProgress(shell, (work) => calls.importData(request, work)),
  );
  const exitCode = exitCodes.passed;
  const folder = documentPath(imported.folder, workspace);
  if (options.json) {
    const { format: read, ...rest } = imported;
    terminal.out(documentText('vlprompt.import-data', { exitCode, read, ...rest, folder }));
    return exitCode;
  }
  terminal.out(`Imported ${counted(imported.images, 'image')} of ${imported.format} to ${printable(folder)}:`);
  for (const line of countLines(imported)) terminal.out(`  ${printable(line)}`);
  for (const note of imported.notes) terminal.note(printable(note));
  for (const line of declarations(folder, Object.keys(imported.counts))) terminal.note(printable(line));
  return exitCode;
}

function countLines({ counts }: Imported): readonly string[] {
  return Object.entries(counts).flatMap(([split, own]) =>
    Object.entries(own).map(([label, images]) => `${split === '' ? '' : `${split}/`}${label}: ${images}`),
  );
}

/** How a prompt file reads it, beside which it is meant to lie. */
function declarations(folder: string, splits: readonly string[]): readonly string[] {
  const name = path.posix.basename(folder).replace(/[^A-Za-z0-9_]/g, '_');
  const places = splits.map((split) => [
    split === '' ? name : `${name}_${split}`,
    split === '' ? folder : `${folder}/${split}`,
    split,
  ]);
  return [
    'A prompt file at the top of the workspace reads it with:',
    ...places.map(([as, at, split = '']) => `  data ${as} from "${at}"${isTestedOn(split) ? '' : ' { role: pool }'}`),
  ];
}

/** What is tested on is held out, which is what data are that say nothing else. */
function isTestedOn(split: string): boolean {
  return split === 'val' || split === 'test';
}
