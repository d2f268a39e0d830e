/** @file `vlprompt providers list`: what works here, and why the others do not. */
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import { documentText } from '../../json/document.ts';
import type { Shell } from '../../shell.ts';
import { providerLines } from '../../terminal/provider-table.ts';
import { type ModelOptions, withModels } from '../models/model-session.ts';

export async function list(options: ModelOptions, shell: Shell): Promise<ExitCode> {
  const { terminal } = shell;
  const { provider, providerReason, providers } = await withModels(options, shell, async ({ info }) => info);
  const exitCode = exitCodes.passed;
  if (options.json) {
    terminal.out(
      documentText('vlprompt.providers', { exitCode, chosen: provider, because: providerReason, providers }),
    );
  } else {
    for (const line of providerLines(providers, terminal.style)) terminal.out(line);
    terminal.out(providerReason);
  }
  return exitCode;
}
