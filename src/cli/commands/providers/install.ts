/** @file `vlprompt providers install`: says what would be fetched, asks, fetches and installs. */
import { Failure } from '../../../protocol/failure.ts';
import type { DownloadProgress } from '../../../protocol/models.ts';
import type { ProviderPlan } from '../../../protocol/providers.ts';
import { sized } from '../../../protocol/texts/figures.ts';
import { transferProgress } from '../../download-models.ts';
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import type { Shell } from '../../shell.ts';
import { UsageError } from '../../usage-error.ts';
import { withProgress } from '../../with-progress.ts';
import { type ModelOptions, withModels } from '../models/model-session.ts';

export interface InstallOptions extends ModelOptions {
  readonly yes?: boolean;
}

const cuda = { provider: 'cuda' } as const;

export async function install(options: InstallOptions, shell: Shell): Promise<ExitCode> {
  const { terminal, signal } = shell;
  return withModels(options, shell, async ({ calls }) => {
    const plan = await calls.planProvider(cuda, { signal });
    if (plan.isInstalled) {
      terminal.note(`The CUDA provider ${plan.version} is in ${plan.folder}.`);
      return exitCodes.passed;
    }
    if (!(await isWanted(plan, options, shell))) throw new Failure('cancelled', 'Nothing was downloaded.');
    const shown = (progress: DownloadProgress) => transferProgress('the provider', progress);
    await withProgress(shell, shown, (work) => calls.installProvider(cuda, work));
    terminal.note(`The CUDA provider ${plan.version} is in ${plan.folder}; \`vlprompt doctor\` says whether it works.`);
    return exitCodes.passed;
  });
}

/** @throws UsageError when nobody can be asked */
async function isWanted(plan: ProviderPlan, { yes }: InstallOptions, { ask, terminal }: Shell): Promise<boolean> {
  const { version, downloadBytes, freeBytes } = plan;
  terminal.note(
    `The CUDA provider for onnxruntime ${version}: ${sized(downloadBytes)} to download, into ${plan.folder} (${sized(freeBytes)} free). It needs an NVIDIA card with CUDA 12 and cuDNN 9.`,
  );
  if (yes) return true;
  if (!ask) throw new UsageError('There is no terminal to ask on: say --yes to download.');
  return /^y(es)?$/iu.test((await ask(`Download ${sized(downloadBytes)}? [y/N] `)).trim());
}
