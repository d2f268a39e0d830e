/** @file `vlprompt models download`: says what would be fetched, asks, fetches. */
import type { Precision } from '../../../language/plan/plan.ts';
import { Failure } from '../../../protocol/failure.ts';
import { modelName } from '../../../protocol/model-name.ts';
import type { DownloadPlan } from '../../../protocol/models.ts';
import { sized } from '../../../protocol/texts/figures.ts';
import { downloadModel } from '../../download-models.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import { documentText } from '../../json/document.ts';
import type { Shell } from '../../shell.ts';
import { downloadLines } from '../../terminal/model-tables.ts';
import { UsageError } from '../../usage-error.ts';
import { modelBody } from './list.ts';
import { hubArgument } from './model-argument.ts';
import { type ModelOptions, withModels, workspaceHere } from './model-session.ts';

export interface DownloadOptions extends ModelOptions {
  readonly precision?: Precision;
  readonly yes?: boolean;
}

export async function download(written: string, options: DownloadOptions, shell: Shell): Promise<ExitCode> {
  const { terminal, signal } = shell;
  const { precision, json } = options;
  const request = { spec: hubArgument(written), ...(precision && { precision }) };
  const workspace = workspaceHere(options, shell.workingDirectory);
  return withModels(options, shell, async ({ calls }) => {
    const plan = await calls.planDownload(request, { signal });
    for (const line of downloadLines(plan, terminal.noteStyle)) terminal.note(line);
    requireRoom(plan);
    if (!(await isWanted(plan, options, shell))) throw new Failure('cancelled', 'Nothing was downloaded.');
    const model = await downloadModel(request, workspace, calls, shell);
    const exitCode = exitCodes.passed;
    if (json) terminal.out(documentText('vlprompt.download', { exitCode, commit: plan.commit, ...modelBody(model) }));
    else terminal.out(`${modelName(model.spec)} is in ${model.folder}`);
    return exitCode;
  });
}

function requireRoom({ missingBytes, freeBytes }: DownloadPlan): void {
  if (missingBytes <= freeBytes) return;
  const [needed, free] = [sized(missingBytes), sized(freeBytes)];
  throw new Failure(
    'disk-full',
    `The download takes ${needed} and ${free} of the disk are free: make room, or put HF_HOME on another disk.`,
  );
}

/** @throws UsageError when nobody can be asked */
async function isWanted({ missingBytes }: DownloadPlan, { yes }: DownloadOptions, { ask }: Shell): Promise<boolean> {
  if (yes || missingBytes === 0) return true;
  if (!ask) throw new UsageError('There is no terminal to ask on: say --yes to download.');
  return /^y(es)?$/iu.test((await ask(`Download ${sized(missingBytes)}? [y/N] `)).trim());
}
