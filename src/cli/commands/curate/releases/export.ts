/** @file `vlprompt curate export`: the set as other tools read it. */
import path from 'node:path';
import type { ExportPlan } from '../../../../language/plan/plan.ts';
import type { FoldPolicy } from '../../../../protocol/decisions.ts';
import type { CurationExported, ExportFormatName, WrittenExport } from '../../../../protocol/releases.ts';
import { originOf } from '../../../../protocol/set-origin.ts';
import { counted, sized } from '../../../../protocol/texts/figures.ts';
import { shownPath } from '../../../diagnostics.ts';
import { type ExitCode, exitCodes } from '../../../exit-code.ts';
import { documentPath, documentText } from '../../../json/document.ts';
import type { Shell } from '../../../shell.ts';
import { printable } from '../../../terminal/columns.ts';
import { UsageError } from '../../../usage-error.ts';
import { type CurationOptions, withCuration } from '../curation-session.ts';
import { gitIn, withSetProgress } from './set-work.ts';

export interface SetOptions extends CurationOptions {
  readonly policy?: FoldPolicy;
  readonly allowLeaks?: boolean;
}

export interface ExportOptions extends SetOptions {
  readonly format?: ExportFormatName;
  readonly to?: string;
  readonly replace?: boolean;
}

export async function exportSet(
  file: string,
  name: string | undefined,
  options: ExportOptions,
  shell: Shell,
): Promise<ExitCode> {
  const { terminal, workingDirectory } = shell;
  const exitCode = exitCodes.passed;
  const to = options.to === undefined ? undefined : path.resolve(workingDirectory, options.to);
  await withCuration(file, name, options, shell, async ({ calls, question: { curation }, promptFile }) => {
    const exports = wanted(options, curation.exports ?? []);
    const request = {
      curation,
      ...(options.policy && { policy: options.policy }),
      ...(await originOf(curation, gitIn(promptFile.workspace))),
      allowsLeaks: options.allowLeaks ?? false,
      exports,
      ...(to !== undefined && { to }),
      replaces: options.replace ?? false,
    };
    const exported = await withSetProgress(shell, (work) => calls.exportCuration(request, work));
    if (options.json) {
      return terminal.out(documentText('vlprompt.export', { exitCode, ...body(exported, promptFile.workspace) }));
    }
    for (const each of exported.exports)
      terminal.out(printable(exportLine(each, (place) => shownPath(place, workingDirectory))));
    for (const note of exported.notes) terminal.note(printable(note));
  });
  return exitCode;
}

/** What the file names; of a format that the command names that one alone. @throws UsageError */
function wanted({ format, to }: ExportOptions, named: readonly ExportPlan[]): readonly ExportPlan[] {
  if (format === undefined && to === undefined) return named;
  const chosen = format ?? (named.length === 1 ? named[0]?.format : undefined);
  if (chosen === undefined) throw new UsageError('Say with --format what is written to --to.');
  const own = named.filter((each) => each.format === chosen);
  if (to !== undefined) return [{ format: chosen, path: '.' }];
  if (own.length > 0) return own;
  throw new UsageError(`The file does not say where ${chosen} goes; say it with --to.`);
}

export function exportLine(
  { format, folder, images, files, bytes, wasThere }: WrittenExport,
  show: (place: string) => string,
): string {
  const what = `${counted(images, 'image')} as ${format}, ${counted(files, 'file')}, ${sized(bytes)}`;
  return wasThere ? `${show(folder)} was there already, whole: ${what}.` : `Wrote ${show(folder)}: ${what}.`;
}

function body({ name, version, exports, notes }: CurationExported, workspace: string) {
  return {
    curation: name,
    set: version,
    exports: exports.map((each) => ({ ...each, folder: documentPath(each.folder, workspace) })),
    notes,
  };
}
