/** @file `vlprompt providers remove`: takes an installed provider away. */
import { type ExitCode, exitCodes } from '../../exit-code.ts';
import type { Shell } from '../../shell.ts';
import { type ModelOptions, withModels } from '../models/model-session.ts';

export async function remove(options: ModelOptions, shell: Shell): Promise<ExitCode> {
  const { wasInstalled } = await withModels(options, shell, ({ calls }) =>
    calls.removeProvider({ provider: 'cuda' }, { signal: shell.signal }),
  );
  shell.terminal.note(wasInstalled ? 'The CUDA provider was removed.' : 'No CUDA provider is installed.');
  return exitCodes.passed;
}
